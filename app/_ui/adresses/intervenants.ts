export const adresseIntervenant = (id: string): string => `/intervenants/?${new URLSearchParams({ id })}`;
