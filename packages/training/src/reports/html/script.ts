/** The only script of reports: a click on a picture shows its column, enlarged. Without it everything else is there. */

export const script = `
const dialog = document.querySelector('dialog');
function enlarged(image, label, count) {
  const room = Math.min((innerWidth * 0.9) / count - 24, innerHeight * 0.8);
  const scale = Math.max(1, Math.floor(room / Math.max(image.naturalWidth, image.naturalHeight)));
  const large = Object.assign(new Image(image.naturalWidth * scale, image.naturalHeight * scale), { src: image.src, alt: image.alt });
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = label;
  figure.append(caption, large);
  return figure;
}
addEventListener('click', ({ target }) => {
  if (dialog.open) return dialog.close();
  const cell = target.closest('.pictures td');
  if (!cell?.querySelector('img')) return;
  const column = [...cell.closest('tbody').rows]
    .map((row) => [row.cells[cell.cellIndex]?.querySelector('img'), row.cells[0].textContent])
    .filter(([image]) => image);
  dialog.replaceChildren(...column.map(([image, label]) => enlarged(image, label, Math.min(column.length, 4))));
  dialog.showModal();
});
`;
