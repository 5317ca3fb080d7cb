import { z } from 'zod';

// What a setting looks like, where more than its kind is asked.

/** A path would not be kept: what was typed is refused rather than cut. */
export const origine = z.url({ protocol: /^https?$/ }).transform((texte, contexte): string => {
  const { origin, href } = new URL(texte);
  if (href !== `${origin}/`) contexte.addIssue('sans chemin');
  return origin;
});

/** Names that it had, in https: what is typed there signs people in. */
export const anciennes = z.string().transform((texte, contexte): string[] =>
  texte.split(' ').map((a) => {
    const lue = URL.canParse(a) ? new URL(a) : undefined;
    if (lue?.protocol !== 'https:' || lue.href !== `${lue.origin}/`) contexte.addIssue('https, sans chemin');
    return lue?.origin ?? a;
  }),
);

/** In clear on this machine only: what goes through it signs people in. */
export const emetteur = z.url({ protocol: /^https?$/ }).refine((texte) => {
  if (!URL.canParse(texte)) return false;
  const { protocol, hostname } = new URL(texte);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
});

/** A folder, or one by SFTP; no password in it. */
export const depot = z.string().regex(/^(?!sftp:)\S|^sftp:\/\/[^\s@/:]+@[^\s@/]+(\/\S*)?$/);
export const empreinteSsh = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/);
