const PREDICTION = /^(y_?hat|pred(ict(ed|ion)?)?|score|prob(ability)?|output)([_.].*)?$/i;
const LABEL = /^(label|target|y|class|outcome|ground_?truth|actual)s?$/i;
const TIME = /(^|[_.\s-])(time|timestamp|datetime|date|dt|ts|at|when)$|(Time|Date|At|Timestamp)$/;
const ID = /(^|[_.\s-])(id|key|uuid|guid)$|(Id|ID|Key)$/;
const CODE = /(^|[_.\s-])(code|zip|zipcode|postcode)$/i;

/** Correlation with time from which a column counts as moving with it. */
const MOVING = 0.9;

/** `yhat`, `prediction`, `predicted_price`, `score` ... */
export const isPredictionName = (name: string) => PREDICTION.test(name);

/** `label`, `target`, `outcome` ... */
export const isLabelName = (name: string) => LABEL.test(name);

/** `timestamp`, `created_at`, `orderDate` ... */
export const isTimeName = (name: string) => TIME.test(name);

/** `id`, `order_id`, `customerId` ... */
export const isIdName = (name: string) => ID.test(name);

/** `area_code`, `zip` ...: numbers that are names. */
export const isCodeName = (name: string) => CODE.test(name);

/** `c0`, `c1` ...: what columns are called that have no names of their own. */
export const isPositionName = (name: string) => /^c\d+$/.test(name);

export const movesWithTime = (correlation: number) => Math.abs(correlation) >= MOVING;
