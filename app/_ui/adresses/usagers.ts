export const adresseUsager = (id: string): string => `/usagers/?${new URLSearchParams({ id })}`;
