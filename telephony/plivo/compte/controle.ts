/** One thing that was looked at, and what to do where it is not good. */
export type Controle = { controle: string; bon: boolean; message: string };

export const bon = (controle: string, message: string): Controle => ({ controle, bon: true, message });
export const faute = (controle: string, message: string): Controle => ({ controle, bon: false, message });
