import { requireLevel } from "./level.ts";

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

// Cody's coefficients, highest power first, for |x| <= 0.67448975, |x| <= sqrt(32) and beyond.
const CENTRE_NUMERATOR = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const CENTRE_DENOMINATOR = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_NUMERATOR = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_DENOMINATOR = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const TAIL_NUMERATOR = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const TAIL_DENOMINATOR = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];

function upperTail(x: number): number {
  let ratio: number;
  if (x <= 5.656854249492381) {
    ratio = polynomial(MIDDLE_NUMERATOR, x) / polynomial(MIDDLE_DENOMINATOR, x);
  } else {
    const inverseSquare = 1 / (x * x);
    const correction =
      (inverseSquare * polynomial(TAIL_NUMERATOR, inverseSquare)) / polynomial(TAIL_DENOMINATOR, inverseSquare);
    ratio = (INVERSE_ROOT_TWO_PI - correction) / x;
  }
  // exp(-x²/2) in two factors: the first argument is exact, so the far tail keeps its relative accuracy.
  const coarse = Math.trunc(x * 16) / 16;
  const remainder = (x - coarse) * (x + coarse);
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-remainder * 0.5) * ratio;
}

/**
 * P(Z <= x) for a standard normal Z, accurate to about 1e-15 of its own size in the lower tail too
 * (Cody, Mathematics of Computation 23, 1969).
 *
 * @throws RangeError if x is NaN
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("normalCdf: expected a number, got NaN");
  const size = Math.abs(x);
  if (size <= 0.67448975) {
    const square = x * x;
    return 0.5 + (x * polynomial(CENTRE_NUMERATOR, square)) / polynomial(CENTRE_DENOMINATOR, square);
  }
  if (size > 40) return x > 0 ? 1 : 0;
  return x > 0 ? 1 - upperTail(size) : upperTail(size);
}

// Wichura's PPND16, highest power first.
const QUANTILE_CENTRE = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
] as const;
const QUANTILE_SHOULDER = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
] as const;
const QUANTILE_TAIL = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
] as const;

/**
 * The x with P(Z <= x) = p for a standard normal Z, to about 1e-16 of its size
 * (Wichura, Algorithm AS 241, Applied Statistics 37, 1988). 0 gives -Infinity and 1 gives Infinity.
 *
 * @throws RangeError unless 0 <= p <= 1
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile: expected p between 0 and 1, got p=${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    const r = 0.180625 - fromCentre * fromCentre;
    return (fromCentre * polynomial(QUANTILE_CENTRE[0], r)) / polynomial(QUANTILE_CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(fromCentre < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(QUANTILE_SHOULDER[0], r - 1.6) / polynomial(QUANTILE_SHOULDER[1], r - 1.6)
      : polynomial(QUANTILE_TAIL[0], r - 5) / polynomial(QUANTILE_TAIL[1], r - 5);
  return fromCentre < 0 ? -size : size;
}

/**
 * Number of standard errors on either side that a two-sided normal interval of this level spans: 1.959963984540054
 * for 0.95.
 *
 * @throws RangeError unless 0 < level < 1
 */
export function criticalValue(level: number): number {
  requireLevel("criticalValue", level);
  return -normalQuantile((1 - level) / 2);
}
