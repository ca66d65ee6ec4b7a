/** The page of the experiment. */

import type { NumbersPart, Report } from '../../reports/index.js';
import { acfByNetwork } from './autocorrelations.js';
import { figures } from './figures/index.js';
import { networkName } from './names.js';
import type { ShatterExperimentResult } from './result.js';

/** The lags of tables. */
const tableLags = [1, 5, 15] as const;

/** Figures and tables. */
export function shatterReport(result: ShatterExperimentResult): Report {
  const { settings, noise } = result;
  const { seeds, width, points, extent } = settings;
  return {
    title: 'Do gradients shatter?',
    lead: `Networks at their start, ${seeds} of each kind, ${width} units wide. Near brown noise, the gradients at neighbouring inputs agree on how to change the weights; near white noise, they do not.`,
    sections: [
      {
        title: 'Gradients',
        parts: [
          figure(
            result,
            'gradients',
            `The derivative of one network each at ${points} points of [-${extent}, ${extent}], and noise. Below, the size of the product of what two points differ from the mean by, in units of the variance: from dark, 0, to bright, 3. What a constant gradient varies by is rounding, and not drawn.`,
          ),
        ],
      },
      {
        title: 'Autocorrelation',
        parts: [
          figure(
            result,
            'acf',
            'Autocorrelation against the distance of two points of the grid, means over networks; L is the number of layers or blocks. The gradient of a network that looks linear is constant: its autocorrelation, which is 0 / 0, counts as 1.',
          ),
          ...tableLags.map((lag) => acfTableAt(result, lag)),
          {
            kind: 'numbers',
            heading: 'noise',
            columns: tableLags.map((lag) => ({ name: `lag ${lag}`, decimals: 2 })),
            rows: noise.map(({ noise, acf }) => ({ name: noise, values: tableLags.map((lag) => acf[lag]) })),
          },
        ],
      },
      {
        title: 'Correlation against depth',
        parts: [
          figure(
            result,
            'correlation',
            'Correlation of the gradients at two random inputs. Theory assumes that two inputs share a quarter of all units; for plain feed-forward networks it follows what they share from layer to layer.',
          ),
          correlationTable(result),
        ],
      },
      {
        title: 'Co-activation',
        parts: [
          figure(
            result,
            'co-activation',
            'Share of units that both of two random inputs make active: a quarter if they do so independently, a half if always together. A quarter is what theory expects wherever means are taken away. In deep networks that are only centred the sizes of what inputs make drift apart, a few inputs decide the mean, and the share climbs.',
          ),
        ],
      },
      {
        title: 'Settings',
        parts: [{ kind: 'definitions', entries: { ...settings, depths: settings.depths.join(', ') } }],
      },
    ],
  };
}

function figure(result: ShatterExperimentResult, name: keyof typeof figures, caption: string) {
  return { kind: 'charts', caption, charts: [{ svg: figures[name](result, 'page') }] } as const;
}

/** A row for each network, a column for each depth. */
function acfTableAt({ settings, autocorrelations }: ShatterExperimentResult, lag: number): NumbersPart {
  return {
    kind: 'numbers',
    caption: `Autocorrelation at lag ${lag}, by depth`,
    heading: 'network',
    columns: settings.depths.map((depth) => ({ name: String(depth), decimals: 2 })),
    rows: acfByNetwork(autocorrelations).map(({ name, rows }) => ({
      name,
      values: rows.map(({ acf }) => acf[lag]),
    })),
  };
}

/** Two rows for each network: as measured, and as in theory. */
function correlationTable({ correlations }: ShatterExperimentResult): NumbersPart {
  return {
    kind: 'numbers',
    caption: 'Correlation of gradients, by depth',
    heading: 'network',
    columns: correlations[0]!.byDepth.map(({ depth }) => ({ name: String(depth), decimals: 3 })),
    rows: correlations.flatMap((each) => [
      { name: networkName(each), values: each.byDepth.map(({ correlation }) => correlation) },
      { name: `${networkName(each)}: theory`, values: each.byDepth.map(({ expected }) => expected) },
    ]),
  };
}
