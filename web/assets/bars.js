// Bars of an indicator's years, on one scale, as a drawing.
import { svg } from "./dom.js";

const wide = 120;
const high = 9;

// numberOf is the figure of a value, or null: "≥ 79.5" is 79.5.
export function numberOf(value) {
  const found = /-?\d+(?:\.\d+)?/.exec((value || "").replace(/[,，\s]/g, ""));
  return found ? Number(found[0]) : null;
}

// bars draws values, {period, value}, from zero on; said is what they are for
// whoever does not see them.
export function bars(values, said) {
  const numbers = values.map((v) => Math.abs(numberOf(v.value) || 0));
  const most = Math.max(...numbers);
  if (!most) return null;
  const drawn = numbers.map((n, i) => svg(i === numbers.length - 1 ? "rect.bar-last" : "rect.bar-first", { x: 0, y: i * (high + 2), width: Math.max(1, (n / most) * wide), height: high, rx: 1.5 }));
  return svg("svg.bars", { viewBox: `0 0 ${wide} ${numbers.length * (high + 2)}`, role: "img", "aria-label": said, preserveAspectRatio: "none" }, drawn);
}

// change is the difference of two plain figures, as exact as they are, or "".
export function change(first, last) {
  const plain = /^-?\d+(?:\.(\d+))?$/;
  const [a, b] = [plain.exec(first), plain.exec(last)];
  if (!a || !b) return "";
  const difference = (last - first).toFixed(Math.max((a[1] || "").length, (b[1] || "").length));
  const share = first > 0 ? `（${((last / first - 1) * 100).toFixed(1)}%）` : "";
  return `${difference > 0 ? "+" : ""}${difference}${share}`;
}
