/** A form with brackets as an object: `a[b]=1&c[]=2&c[]=3` → `{ a: { b: '1' }, c: ['2', '3'] }`. */
export interface Form {
  [name: string]: FormValue;
}
export type FormValue = string | Form | FormValue[];

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads form text in Stripe's manner; lists come as `a[]=` or `a[0]=`. */
export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/([^[\]]+)|\[\]/g)].map(([whole, key]) => key ?? whole);
    if (path.length > 0 && !path.some((key) => FORBIDDEN.has(key))) put(form, path, value);
  }
  return toLists(form) as Form;
}

function put(form: Form, path: readonly string[], value: string): void {
  const [first = '', ...rest] = path;
  const key = first === '[]' ? String(Object.keys(form).length) : first;
  if (rest.length === 0) {
    form[key] = value;
    return;
  }
  const inner = form[key];
  const next = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
  form[key] = next;
  put(next, rest, value);
}

/** Objects whose names are 0, 1, 2 … are lists. */
function toLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, toLists(inner)] as const);
  if (entries.length > 0 && entries.every(([key], index) => key === String(index))) {
    return entries.map(([, inner]) => inner);
  }
  return Object.fromEntries(entries);
}

export function formText(form: Form, name: string): string | null {
  const value = form[name];
  return typeof value === 'string' ? value : null;
}

export function formGroup(form: Form, name: string): Form | null {
  const value = form[name];
  return typeof value === 'object' && !Array.isArray(value) ? value : null;
}

export function formList(form: Form, name: string): string[] {
  const value = form[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
