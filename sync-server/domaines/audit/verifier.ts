import type { Maillon } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lireCles, lirePlage, lireSupprimes, type Magasin } from '../../store/lire';
import { CHAINE_VIDE, type Chaine, type ChaineLue, type DefautAudit, verifierSuite } from './chaine';
import { idMaillon, numeroDe, type Tete } from './maillon';

const PAGE = 1_000;
/** Numbers looked at beyond the last link, for those that were deleted. */
const AU_DELA = 50;

/** The next numbers that the store once had: a deletion leaves its mark there. */
const supprimesApres = async (m: Magasin, numero: number): Promise<number[]> => {
  const keys = Array.from({ length: AU_DELA }, (_, i) => idMaillon(numero + 1 + i));
  return (await lireSupprimes(m, BASE_CENTRALE, keys)).map(numeroDe);
};

/** The link of that page that seals this one. */
const scelleDans = (page: readonly Maillon[], { numero, empreinte }: Tete): number | undefined =>
  page.find((d) => d.branche?.some((x) => x.numero === numero && x.empreinte === empreinte))?.numero;

/** Branches that start from no link of the log. */
const ancresPerdues = async (m: Magasin, { ancres }: ChaineLue): Promise<DefautAudit[]> => {
  const lus = await lireCles<Maillon>(
    m,
    BASE_CENTRALE,
    ancres.map((a) => idMaillon(a.numero)),
  );
  return ancres.flatMap(({ numero, empreinte, scelle }, i) =>
    lus[i]?.empreinte === empreinte
      ? []
      : [{ numero: scelle, message: `la branche scellée ici suit un maillon ${numero} que le journal n’a pas` }],
  );
};

/** Faults looked at for a cut that is not settled yet. */
const REGARDES = 20;

/** Whether two sides of a cut wrote a link that is told, or the one before: it is settled once the cluster is calm. */
const coupureEnCours = async (m: Magasin, defauts: readonly DefautAudit[]): Promise<boolean> => {
  for (const n of new Set(defauts.slice(0, REGARDES).flatMap((d) => [d.numero, d.numero - 1])))
    if ((await m.feuilles(BASE_CENTRALE, idMaillon(n))).length > 1) return true;
  return false;
};

/**
 * `noteeDans`: the head that had been noted is that of a branch, sealed in that link. `coupure`: both sides of a cut are still there, as
 * two leaves of a link.
 */
export type JournalVerifie = Chaine & { noteeDans?: number; coupure?: true };

/**
 * Reads the whole log and checks it link by link. `notee`: a head noted earlier, elsewhere than in the store (what a check
 * printed): the log must still hold it, which a log rewritten from end to end cannot.
 */
export const verifierAudit = async (
  m: Magasin,
  o: { notee?: Tete | undefined; progres?: (maillons: number) => void } = {},
): Promise<JournalVerifie> => {
  let chaine: ChaineLue = CHAINE_VIDE;
  let debut = 'audit:';
  let vue: string | undefined;
  let noteeDans: number | undefined;
  for (;;) {
    // As it is written: a link that is not of its form is what is looked for.
    const page = await lirePlage<Maillon>(m, BASE_CENTRALE, { debut, fin: 'audit;', limite: PAGE });
    if (o.notee) noteeDans ??= scelleDans(page, o.notee);
    if (o.notee) vue ??= page.find((d) => d.numero === o.notee?.numero)?.empreinte;
    chaine = verifierSuite(chaine, page);
    o.progres?.(chaine.maillons);
    const dernier = page.at(-1);
    if (!dernier || page.length < PAGE) break;
    debut = `${dernier._id}\u0000`;
  }
  const defauts = [...chaine.defauts, ...(await ancresPerdues(m, chaine))];
  for (const numero of await supprimesApres(m, chaine.tete.numero))
    defauts.push({ numero, message: 'maillon supprimé à la fin du journal' });
  const dansLeJournal = o.notee !== undefined && vue === o.notee.empreinte;
  if (o.notee && !dansLeJournal && noteeDans === undefined)
    defauts.push({
      numero: o.notee.numero,
      message:
        vue === undefined
          ? 'le journal ne va plus jusqu’à la tête notée : la fin a été enlevée'
          : 'ce maillon n’est pas celui qui avait été noté : le journal a été refait',
    });
  const { tete, maillons, entrees, branches } = chaine;
  return {
    tete,
    maillons,
    entrees,
    defauts,
    branches,
    ...(dansLeJournal || noteeDans === undefined ? {} : { noteeDans }),
    ...((await coupureEnCours(m, defauts)) ? { coupure: true as const } : {}),
  };
};
