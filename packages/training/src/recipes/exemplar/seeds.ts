/** Seeds: patches of photographs, where there is something to see, each a class of its own. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key, uniformValues } from '@diopter/core-tensor/random';
import type { Dataset } from '../../data/index.js';
import { type Image, resize, type StoredImage } from '../../images/index.js';
import { patchSide, surroundingsSide } from './deform.js';
import { gradientEnergy } from './gradient-energy.js';

/** One seed: the patch in the middle, and around it all that its deformations can show. RGB of 8 bits. */
export type Seed = Image<Uint8Array>;

/** What {@link sampleSeeds} takes. */
export interface SampleSeedsOptions {
  /** How many seeds: as many from every picture as from the others, give or take one. */
  readonly classes: number;
  readonly key: Key;
}

/** Pictures are reduced by these factors, one drawn for each seed: the authors' 0.8 to the powers 0 to 3. */
const reductions = [1, 0.8, 0.64, 0.512];

/**
 * Samples seeds: the place of a patch is drawn with a probability proportional to the energy of its gradients. Seeds of one picture
 * are at least half a patch apart (ours: the authors take one from each of many pictures).
 *
 * @throws DiopterError `invalid-data` if a picture is too small, or a picture has no place left for another seed.
 */
export async function sampleSeeds(pictures: Dataset, { classes, key }: SampleSeedsOptions): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (let i = 0; i < pictures.length; i++) {
    const end = Math.round(((i + 1) * classes) / pictures.length);
    if (end === seeds.length) continue;
    const { image } = await pictures.get(i);
    seeds.push(...seedsOf(image, end - seeds.length, foldIn(key, i), `${pictures.name}, picture ${i}`));
  }
  return seeds;
}

/** A place, as shares of the picture's width and height. */
interface Place {
  readonly x: number;
  readonly y: number;
}

function seedsOf(picture: StoredImage, count: number, key: Key, where: string): Seed[] {
  const levels = reductions.map((reduction) => levelOf(picture, reduction));
  const taken: Place[] = [];
  return Array.from({ length: count }, (_, n) => {
    const [whichLevel, whichPlace] = uniformValues(foldIn(key, n), [2]).data as unknown as [number, number];
    const first = Math.floor(whichLevel * levels.length);
    for (let i = 0; i < levels.length; i++) {
      const level = levels[(first + i) % levels.length]!();
      const corner = drawCorner(level, taken, whichPlace);
      if (corner === undefined) continue;
      const { width, height } = level.image;
      taken.push({ x: (corner.left + patchSide / 2) / width, y: (corner.top + patchSide / 2) / height });
      return cutSurroundings(level.image, corner);
    }
    throw new DiopterError('invalid-data', {
      what: `there is no place for ${count} patches of ${patchSide}x${patchSide} pixels that show something`,
      where,
      help: 'take larger pictures, more of them, or fewer classes',
    });
  });
}

/** A reduced picture, and the energy of every patch of it. */
interface Level {
  readonly image: Image;
  /** Of the patch whose upper left corner is at `row * columns + column`. */
  readonly energies: Float64Array;
  readonly columns: number;
}

/** Made when it is needed, and once. */
function levelOf(picture: StoredImage, reduction: number): () => Level {
  let level: Level | undefined;
  return () => {
    if (level === undefined) {
      const [width, height] = [picture.width, picture.height].map((side) => Math.round(side * reduction));
      const image = resize(picture, { width: width!, height: height! });
      level = {
        image,
        energies: gradientEnergy(image, patchSide),
        columns: Math.max(image.width - patchSide + 1, 0),
      };
    }
    return level;
  };
}

/** A corner away from places that are taken, for a number from [0, 1); `undefined` if there is none with any energy. */
function drawCorner(
  { image: { width, height }, energies, columns }: Level,
  taken: readonly Place[],
  draw: number,
): { left: number; top: number } | undefined {
  const nearest = (patchSide / 2) ** 2;
  const isFree = (i: number) => {
    const [x, y] = [(i % columns) + patchSide / 2, Math.floor(i / columns) + patchSide / 2];
    return taken.every((place) => (x - place.x * width) ** 2 + (y - place.y * height) ** 2 >= nearest);
  };
  const free = energies.map((energy, i) => (isFree(i) ? energy : 0));
  const target = draw * free.reduce((sum, energy) => sum + energy, 0);
  let sum = 0;
  const i = free.findIndex((energy) => {
    sum += energy;
    return sum > target;
  });
  return i < 0 ? undefined : { left: i % columns, top: Math.floor(i / columns) };
}

/** The patch and what is around it; beyond the edges the picture is mirrored. */
function cutSurroundings({ width, height, data }: Image, corner: { left: number; top: number }): Seed {
  const side = surroundingsSide;
  const margin = (side - patchSide) / 2;
  const cut = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    const row = mirrored(corner.top - margin + y, height) * width;
    for (let x = 0; x < side; x++) {
      const from = (row + mirrored(corner.left - margin + x, width)) * 3;
      for (let channel = 0; channel < 3; channel++) {
        cut[(y * side + x) * 3 + channel] = Math.round(data[from + channel]! * 255);
      }
    }
  }
  return { width: side, height: side, channels: 3, data: cut };
}

/** A position folded back into [0, length), as between two mirrors on the outer pixels' outer edges. */
function mirrored(position: number, length: number): number {
  const period = 2 * length;
  const within = ((position % period) + period) % period;
  return within < length ? within : period - 1 - within;
}
