/**
 * Angle of a share, 2 asin sqrt((x + 3/8) / (n + 3/4)) (Anscombe): its sampling variance is about 1/n whatever the share
 * is, so one threshold suits a column with 0.1 % missing values and one with 40 %.
 *
 * @param count rows that have the property, @param rows all rows
 */
export function shareAngle(count: number, rows: number): number {
  return 2 * Math.asin(Math.sqrt((count + 3 / 8) / (rows + 3 / 4)));
}

/**
 * Cohen's h of a change in a share: the difference of angles, comparable with a shift in standard deviations (0.2 small, 0.5
 * medium, 0.8 large). The current angle is compared with what it would be at the reference's share, so that the
 * correction for small n cancels: with no case in the reference and none now, h = 0 for every n.
 *
 * @see Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), chapter 6
 */
export function shareChange(referenceCount: number, referenceRows: number, count: number, rows: number): number {
  return shareAngle(count, rows) - shareAngle((referenceCount / referenceRows) * rows, rows);
}
