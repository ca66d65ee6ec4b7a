/** Stops with one clear sentence on a Node that is too old. Every command imports this file before anything else. */

const needed = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Diopter needs Node ${needed.join('.')} or later; this is ${process.versions.node}. (help: https://nodejs.org)`,
  );
  process.exit(1);
}
