import type { Ancre, Maillon } from '#shared/contrats/exploitation/audit';
import { empreinteDe, RACINE } from './maillon';

// [FL-3] Both sides of a cut went on with the log: it goes on by one of them, and a link of that one seals what the other wrote, whole.

/** What is sealed in one link. `de`, `a`: numbers of its first and last links. */
export type Branche = { scelle: number; de: number; a: number; maillons: number; entrees: number };

export const cleAncre = ({ numero, empreinte }: Ancre): string => `${numero} ${empreinte}`;

const memes = (a: readonly Ancre[], b: readonly Ancre[]): boolean =>
  a.length === b.length && a.every((x, i) => b[i] !== undefined && cleAncre(x) === cleAncre(b[i]));

/**
 * What a link seals, checked line by line as the log itself is; undefined: it seals nothing. `connues`: links sealed before. What a
 * sealed link follows, or seals in its turn, is sealed too, or is of the log: `ancres`, to be looked up there.
 */
export const verifierBranche = (
  { numero, scelles, branche }: Maillon,
  connues: ReadonlySet<string>,
): { branche: Branche; messages: string[]; ancres: Ancre[]; cles: string[] } | undefined => {
  if (!scelles && !branche) return undefined;
  const siens = branche ?? [];
  const messages: string[] = [];
  if (!memes(scelles ?? [], siens))
    messages.push(
      'la branche scellée ici n’est pas celle que son sceau nomme : une ligne manque, est de trop ou a changé de place',
    );
  for (const m of siens) {
    if (empreinteDe(m) !== m.empreinte)
      messages.push(
        `contenu modifié dans la branche scellée ici, maillon ${m.numero} : son empreinte ne correspond plus`,
      );
    if (m.numero >= numero) messages.push(`la branche scellée ici a un maillon ${m.numero}, qui viendrait après`);
  }
  const cles = siens.map(cleAncre);
  const dites = new Set([...connues, ...cles]);
  const voulues = siens.flatMap((m) => [{ numero: m.numero - 1, empreinte: m.precedent }, ...(m.scelles ?? [])]);
  const ancres = voulues.filter((a) => !dites.has(cleAncre(a)) && !(a.numero === 0 && a.empreinte === RACINE));
  const numeros = [...(scelles ?? []), ...siens].map((m) => m.numero);
  return {
    branche: {
      scelle: numero,
      de: Math.min(...numeros),
      a: Math.max(...numeros),
      maillons: siens.length,
      entrees: siens.reduce((n, m) => n + m.entrees.length, 0),
    },
    messages,
    ancres,
    cles,
  };
};
