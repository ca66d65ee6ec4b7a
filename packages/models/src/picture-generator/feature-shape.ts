/** The shape of what a picture is made from. */

/** Without the batch: a vector, or a map of height, width and channels. */
export type FeatureShape =
  | readonly [length: number]
  | readonly [height: number, width: number, channels: number];

/** Whether features have places; maps of less height or width than 3 are as good as vectors. */
export function hasPlaces(
  shape: FeatureShape,
): shape is readonly [height: number, width: number, channels: number] {
  return shape.length === 3 && shape[0] >= 3 && shape[1] >= 3;
}
