/**
 * Where a link of a dashboard leads on this page. Dashboards link to the AWS console, which knows nothing of the
 * embedded cloud: its dashboards and reports are shown here, its other pages don't exist.
 *
 * @returns an address of this page or of the web; undefined where the link leads nowhere
 */
export function pageAddress(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return address.startsWith("#") ? address : undefined;
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return undefined;
  if (!/(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/.test(url.hostname)) return url.href;
  const dashboard = /^#dashboards(?:\/dashboard\/|:name=)([^?/]+)/.exec(url.hash)?.[1];
  if (dashboard !== undefined) {
    return `/?${new URLSearchParams({ dashboard: decodeURIComponent(dashboard) }).toString()}#dashboard`;
  }
  const inReports = url.pathname.startsWith("/s3/") && url.searchParams.get("prefix")?.startsWith("reports/");
  return inReports ? "/reports" : undefined;
}
