import { refusDe } from '../../_donnees/serveur/refus';

/** What is wrong, by field, each a sentence that says what to do; `formulaire`: what is of no field. */
export type Erreurs<T> = { readonly [K in (keyof T & string) | 'formulaire']?: string | undefined };

/** What a reader makes of what is typed: values, or what is wrong in which field. */
export type Lecture<T, V> = { ok: true; valeur: V } | { ok: false; erreurs: Erreurs<T> };

/** The field of a refusal of the server, by its code, `*` being any other; without it the others are of the whole form. */
export type ChampsDesRefus<T> = Readonly<Record<string, keyof T & string>>;

type Erreur = { type: 'refus'; message: string };

/** As the library keeps them; what is of no field is at its root. */
export const enErreurs = (erreurs: Readonly<Record<string, string | undefined>>): Record<string, Erreur> =>
  Object.fromEntries(
    Object.entries(erreurs).flatMap(([nom, message]) =>
      message === undefined ? [] : [[nom === 'formulaire' ? 'root' : nom, { type: 'refus', message } as const]],
    ),
  );

/** Does it, and gives what refuses it by field: what it says itself, or what the server answers. */
export const tenter = async <T>(
  travail: () => Promise<Erreurs<T> | undefined> | Erreurs<T> | undefined,
  champs: ChampsDesRefus<T> = {},
): Promise<Readonly<Record<string, string | undefined>> | undefined> => {
  try {
    return await travail();
  } catch (e) {
    const { code, message } = refusDe(e);
    return { [champs[code] ?? champs['*'] ?? 'formulaire']: message };
  }
};
