/** Whether a ratio, as it is shown with so many digits, is what is aimed at. */
export function aimCell(ratio: number, aim: number, digits: number): 'met' | 'missed' {
  return Number(ratio.toFixed(digits)) <= aim ? 'met' : 'missed';
}
