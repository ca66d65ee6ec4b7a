/** The pages of the site, in reading order: the sidebar and llms.txt are made from this table. */

/** One page: its title, where it is, and one sentence for those who only read the list. */
export interface Page {
  readonly text: string;
  readonly link: string;
  readonly about: string;
}

/** A titled group of pages. */
export interface Section {
  readonly text: string;
  readonly items: readonly Page[];
}

export const sections: readonly Section[] = [
  {
    text: 'Guide',
    items: [
      {
        text: 'What Diopter is',
        link: '/guide/what-is-diopter',
        about: 'What it is for, and how it works in one page.',
      },
      {
        text: 'Getting started',
        link: '/guide/getting-started',
        about: 'Train a network on photographs with one command.',
      },
      {
        text: 'The command line',
        link: '/guide/command-line',
        about: 'Every command of `diopter`, its options and exit codes.',
      },
      {
        text: 'Architecture',
        link: '/guide/architecture',
        about: 'The house, the way of one training step through it, and why.',
      },
      {
        text: 'On a GPU',
        link: '/guide/gpu',
        about: 'What to install, how an engine is chosen, how to see it.',
      },
      { text: 'Benchmarks', link: '/guide/benchmarks', about: 'How speed is measured, beside PyTorch.' },
      { text: 'Contributing', link: '/guide/contributing', about: 'Three commands, and what goes where.' },
    ],
  },
  {
    text: 'papers',
    items: [
      {
        text: 'DeePSiM',
        link: '/papers/deepsim',
        about:
          'Perceptual similarity from deep comparators and an adversary: what is built, how to run it, what came out.',
      },
      {
        text: 'Latent priors',
        link: '/papers/aae',
        about: 'Adversarial autoencoders, and the kernel MMD instead: what is built, and how to run it.',
      },
    ],
  },
  {
    text: 'core-tensor',
    items: [
      { text: 'errors', link: '/core-tensor/errors', about: 'One error class with stable codes.' },
      { text: 'tree', link: '/core-tensor/tree', about: 'Nested objects and arrays of tensors.' },
      { text: 'random', link: '/core-tensor/random', about: 'Counter-based keys: the same bits everywhere.' },
      { text: 'onnx', link: '/core-tensor/onnx', about: 'Read, write and check ONNX files.' },
      {
        text: 'engine',
        link: '/core-tensor/engine',
        about: 'Which engines are here; sessions and providers.',
      },
      { text: 'ops', link: '/core-tensor/ops', about: 'What TensorFlow.js lacks, with gradients.' },
      {
        text: 'jit',
        link: '/core-tensor/jit',
        about: 'A function over tensors, compiled to one ONNX graph.',
      },
      { text: 'Kernels', link: '/kernels', about: 'What jit compiles, and its errors against the witness.' },
      {
        text: 'reference',
        link: '/core-tensor/reference',
        about: 'A plain float64 evaluator: slow, obvious, the witness.',
      },
      { text: 'graph', link: '/core-tensor/graph', about: 'Models as plain data.' },
      {
        text: 'linear-algebra',
        link: '/core-tensor/linear-algebra',
        about: 'Small matrices in double precision.',
      },
      { text: 'optim', link: '/core-tensor/optim', about: 'Optimizers as pure init/update pairs.' },
      {
        text: 'checkpoint',
        link: '/core-tensor/checkpoint',
        about: 'Trees of tensors in safetensors files.',
      },
    ],
  },
  {
    text: 'losses, models, growth',
    items: [
      {
        text: 'losses',
        link: '/packages/losses',
        about: 'Pixels, structure, features, adversaries and DeePSiM; metrics of images.',
      },
      {
        text: 'comparators',
        link: '/packages/comparators',
        about: 'Networks whose features are compared: by name, fetched, or your own.',
      },
      {
        text: 'Exemplar-CNN',
        link: '/training/exemplar-cnn',
        about: 'The comparator that is shipped: what it was trained on, and what it is worth.',
      },
      { text: 'models', link: '/packages/models', about: 'The networks, as graphs.' },
      {
        text: 'net2net',
        link: '/packages/net2net',
        about: 'Wider and deeper networks that compute the same, with a certificate.',
      },
    ],
  },
  {
    text: 'training',
    items: [
      { text: 'images', link: '/training/images', about: 'Image files in and out.' },
      { text: 'data', link: '/training/data', about: 'Readers, shuffling, cropping, batching.' },
      { text: 'loop', link: '/training/loop', about: 'Checkpoints, exact resume, metrics, signals.' },
      {
        text: 'adversarial',
        link: '/training/adversarial',
        about: 'Two players in turns, and the rule that pauses one of them.',
      },
      { text: 'reports', link: '/training/reports', about: 'Metrics, tables, curves and pages.' },
      {
        text: 'compare',
        link: '/training/compare',
        about: 'Trained models side by side, and the numbers that tell them apart.',
      },
      {
        text: 'experiments',
        link: '/training/experiments',
        about: 'Re-encoding, interpolation and samples of trained networks.',
      },
      {
        text: 'recipes',
        link: '/training/recipes',
        about: 'Whole experiments, as the command line runs them.',
      },
    ],
  },
];
