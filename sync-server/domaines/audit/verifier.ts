import type { Maillon } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lirePlage, lireSupprimes, type Magasin } from '../../store/lire';
import { CHAINE_VIDE, type Chaine, idMaillon, numeroDe, type Tete, verifierSuite } from './chaine';

const PAGE = 1_000;
/** Numbers looked at beyond the last link, for those that were deleted. */
const AU_DELA = 50;

/** The next numbers that the store once had: a deletion leaves its mark there. */
const supprimesApres = async (m: Magasin, numero: number): Promise<number[]> => {
  const keys = Array.from({ length: AU_DELA }, (_, i) => idMaillon(numero + 1 + i));
  return (await lireSupprimes(m, BASE_CENTRALE, keys)).map(numeroDe);
};

/**
 * Reads the whole log and checks it link by link. `notee`: a head noted earlier, elsewhere than in the store (what a check
 * printed): the log must still hold it, which a log rewritten from end to end cannot.
 */
export const verifierAudit = async (
  m: Magasin,
  o: { notee?: Tete | undefined; progres?: (maillons: number) => void } = {},
): Promise<Chaine> => {
  let chaine: Chaine = CHAINE_VIDE;
  let debut = 'audit:';
  let vue: string | undefined;
  for (;;) {
    // As it is written: a link that is not of its form is what is looked for.
    const page = await lirePlage<Maillon>(m, BASE_CENTRALE, { debut, fin: 'audit;', limite: PAGE });
    if (o.notee) vue ??= page.find((d) => d.numero === o.notee?.numero)?.empreinte;
    chaine = verifierSuite(chaine, page);
    o.progres?.(chaine.maillons);
    const dernier = page.at(-1);
    if (!dernier || page.length < PAGE) break;
    debut = `${dernier._id}\u0000`;
  }
  const defauts = [...chaine.defauts];
  for (const numero of await supprimesApres(m, chaine.tete.numero))
    defauts.push({ numero, message: 'maillon supprimé à la fin du journal' });
  if (o.notee && vue !== o.notee.empreinte)
    defauts.push({
      numero: o.notee.numero,
      message:
        vue === undefined
          ? 'le journal ne va plus jusqu’à la tête notée : la fin a été enlevée'
          : 'ce maillon n’est pas celui qui avait été noté : le journal a été refait',
    });
  return { ...chaine, defauts };
};
