// Bars of an indicator's years, on one scale, as a drawing.
import { svg } from "./dom.js";

// numberOf is the figure of a value, or null: "≥ 79.5" is 79.5.
export function numberOf(value) {
  const found = /-?\d+(?:\.\d+)?/.exec((value || "").replace(/[,，\s]/g, ""));
  return found ? Number(found[0]) : null;
}

// bars draws values, {period, value}, from zero on; said is what they are for
// whoever does not see them.
export function bars(values, said) {
  const numbers = values.map((v) => numberOf(v.value));
  const most = Math.max(...numbers.map((n) => Math.abs(n || 0)));
  if (!most) return null;
  const height = 9;
  const drawn = numbers.map((n, i) =>
    svg("rect", { class: i === numbers.length - 1 ? "bar-last" : "bar-first", x: 0, y: i * (height + 2), width: Math.max(1, (Math.abs(n || 0) / most) * 120), height, rx: 1.5 }),
  );
  return svg("svg", { class: "bars", viewBox: `0 0 120 ${numbers.length * (height + 2)}`, role: "img", "aria-label": said, preserveAspectRatio: "none" }, drawn);
}

// change is the difference of two plain figures, as exact as they are, or "".
export function change(first, last) {
  const plain = /^-?\d+(?:\.(\d+))?$/;
  const [a, b] = [plain.exec(first || ""), plain.exec(last || "")];
  if (!a || !b) return "";
  const digits = Math.max((a[1] || "").length, (b[1] || "").length);
  const difference = (Number(last) - Number(first)).toFixed(digits);
  const share = Number(first) > 0 ? `（${((Number(last) / Number(first) - 1) * 100).toFixed(1)}%）` : "";
  return `${Number(difference) > 0 ? "+" : ""}${difference}${share}`;
}
