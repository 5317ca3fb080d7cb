/** One absence, open to be changed. */
export const adresseAbsence = (id: string): string => `/absences/?${new URLSearchParams({ absence: id })}`;
