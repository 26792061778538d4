/** One open alarm is known by its kind and its subject. */
export interface AlarmKey {
  /** kebab-case, at most 50 characters: `job-overdue`, `backup-failed`. */
  readonly kind: string;
  /** At most 200 characters and nothing personal: the name of a job, the id of an endpoint. */
  readonly subject: string;
}

/** Something that a person has to look at. */
export interface RaisedAlarm extends AlarmKey {
  /** A sentence or two for whoever is on call; nothing personal, no secret. */
  readonly detail: string;
}
