import { ulid } from 'ulid';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { refusRetard } from '../../../store/grappe/grappe';
import type { Partage } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { ecrireEnUneFois, rejouerLots } from '../../../store/lots';
import { avecVerrou } from '../../../store/verrou';
import { donnerCode, type GenreCode, type Hasard } from '../plans/codes';
import { empreinteCode, idAncienCode, lireAnciensCodes } from './codes-donnes';

/**
 * Gives another code, in all the copies of a record at once: one that nobody has or had, and that is not easily guessed. Of
 * the former one a fingerprint stays, so that it is never given again. Returns the new one.
 */
export const remplacerCode = async <T extends { _id: string }>(
  magasin: Magasin,
  o: {
    genre: GenreCode;
    copies: Partage<T>;
    ancien: string | undefined;
    /** Those in use. */
    pris: Iterable<string>;
    avec: (doc: T, code: string) => T & { changeLe?: Instant | undefined };
    hasard: Hasard;
  },
): Promise<string> => {
  const anciens = await lireAnciensCodes(magasin);
  const code = donnerCode(o.genre, new Set(o.pris), o.hasard, (c) => anciens.has(empreinteCode(c)));
  const lot = ulid();
  // Two aides may have had one code, one after the other: its fingerprint is then there already.
  const aOublier = o.ancien !== undefined && !anciens.has(empreinteCode(o.ancien)) ? o.ancien : undefined;
  const doc = o.avec(o.copies.doc, code);
  await ecrireEnUneFois(
    magasin,
    { _id: aOublier === undefined ? `code-${o.genre}:${lot}` : idAncienCode(aOublier), lot },
    [...o.copies.revs].map(([antenne, _rev]) => ({ base: baseAntenne(antenne), doc: { ...doc, _rev } })),
  );
  return code;
};

export type PortsCode = { magasin: Magasin; horloge: Horloge; hasard: Hasard };

/** Not while an import runs, nor before what a crash left half written is whole: either would put the old code back. */
export const horsImport = async <T>(
  p: Omit<PortsCode, 'hasard'>,
  changer: () => Promise<Resultat<T>>,
): Promise<Resultat<T>> =>
  (await avecVerrou(p.magasin, p.horloge, async () => {
    // A copy that lags would not show a code that somebody has.
    const enRetard = await refusRetard(p.magasin, 'Le code n’est pas changé.');
    if (enRetard) return enRetard;
    await rejouerLots(p.magasin);
    return changer();
  })) ??
  refuser(
    'ECRITURE_EN_COURS',
    'Un import ou une clôture est en cours : le code n’est pas changé. Recommencez dans quelques minutes.',
  );
