/** Random valid models for property-based tests. */
import fc from 'fast-check';
import { elementTypes, entriesOf } from '../element-types.js';
import type { OnnxAttribute, OnnxDataType, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from '../model.js';

const dataTypes = Object.keys(elementTypes) as OnnxDataType[];
const integer = fc.oneof(
  fc.maxSafeInteger(),
  // Beyond exact numbers only: readOnnx gives a number where it can.
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
);
const float = fc.float();

/** A constant of any type with up to 24 elements. */
export const arbitraryTensor: fc.Arbitrary<OnnxTensor> = fc
  .record({
    dataType: fc.constantFrom(...dataTypes),
    shape: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
  })
  .chain(({ dataType, shape }) => {
    const entries = entriesOf(dataType, shape);
    const { array } = elementTypes[dataType];
    const data =
      array === undefined
        ? fc.array(fc.string({ unit: 'grapheme' }), { minLength: entries, maxLength: entries })
        : fc
            .uint8Array({
              minLength: entries * array.BYTES_PER_ELEMENT,
              maxLength: entries * array.BYTES_PER_ELEMENT,
            })
            .map((bytes) => new array(bytes.slice().buffer));
    return data.map((items) => ({ dataType, shape, data: items }));
  });

function arbitraryAttribute(depth: number): fc.Arbitrary<OnnxAttribute> {
  return fc.oneof(
    fc.record({ type: fc.constant('int' as const), value: integer }),
    fc.record({ type: fc.constant('float' as const), value: float }),
    fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'grapheme' }) }),
    fc.record({ type: fc.constant('ints' as const), value: fc.array(integer) }),
    fc.record({ type: fc.constant('floats' as const), value: fc.array(float) }),
    fc.record({ type: fc.constant('strings' as const), value: fc.array(fc.string()) }),
    fc.record({ type: fc.constant('tensor' as const), value: arbitraryTensor }),
    ...(depth > 0
      ? [fc.record({ type: fc.constant('graph' as const), value: arbitraryGraph(depth - 1) })]
      : []),
  );
}

/** A chain of up to eight nodes, each of which reads values defined before it. */
function arbitraryGraph(depth: number): fc.Arbitrary<OnnxGraph> {
  return fc
    .record({
      name: fc.string(),
      initializers: fc.array(arbitraryTensor, { maxLength: 3 }),
      nodes: fc.array(
        fc.record({
          op: fc.constantFrom('Conv', 'Add', 'If'),
          sources: fc.array(fc.nat(), { maxLength: 3 }),
          attributes: fc.dictionary(fc.string(), arbitraryAttribute(depth), {
            maxKeys: 3,
            noNullPrototype: true,
          }),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ name, initializers, nodes }) => {
      const defined = ['x', ...initializers.map((_, i) => `c${i}`)];
      const built = nodes.map(({ op, sources, attributes }, i): OnnxNode => {
        const inputs = sources.map((source) => defined[source % defined.length]!);
        defined.push(`v${i}`);
        return { op, domain: '', name: `node ${i}`, inputs, outputs: [`v${i}`], attributes };
      });
      return {
        name,
        nodes: built,
        initializers: new Map(initializers.map((tensor, i) => [`c${i}`, tensor])),
        inputs: [{ name: 'x', dataType: 'float32', shape: ['batch', 3, null] }],
        outputs: [{ name: defined.at(-1)!, dataType: 'unknown' }],
      };
    });
}

/** A model that `validateOnnx` accepts. Whether its operators make sense is another matter. */
export const arbitraryModel: fc.Arbitrary<OnnxModel> = arbitraryGraph(2).map((graph) => ({
  irVersion: 10,
  opsets: { '': 21 },
  graph,
}));
