import type { LienPersonnel } from '#shared/contrats/acces/acces';
import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import type { Compte } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import type { Horloge } from '../../ports/horloge';
import { changer, sansReponse } from '../../store/ecrire';
import { refusRetard } from '../../store/grappe/grappe';
import { lireNoeuds } from '../../store/grappe/revenus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { ENTREES, tracer } from '../audit';

// Links to hours and to punches are given by those rooms, which stand on this one: what an account leaves of them is read here as it is stored.

type Lien = LienPersonnel | LienPointer;

const sujetDe = (l: Lien): Sujet => ({ genre: l.genre, id: l.genre === 'USAGER' ? l.usagerId : l.intervenantId });

/** What the account gave, that nobody has used yet, and for an antenna that is not its own any more. */
const laisse = (c: Compte, l: Lien): boolean =>
  l.creePar === c.identifiant &&
  l.vuLe === undefined &&
  !(c.actif && aLeDroit(c, 'saisir') ? antennesDe(c) : []).includes(l.antenne);

/** Those of them that show; how many. */
const retirer = async (
  m: Magasin,
  acte: { horloge: Horloge; auteur: string },
  vise: (l: Lien) => boolean,
): Promise<number> => {
  const instant = acte.horloge();
  const personnels = (await plageType(m, 'acces-personnel', {})).filter(vise);
  for (const lien of personnels) {
    sansReponse(await changer<LienPersonnel>(m, BASE_CENTRALE, lien._id, (l) => (vise(l) ? 'supprimer' : undefined)));
    await tracer(m, { instant, auteur: acte.auteur, ...ENTREES.ACCES_PERSONNEL.ecrire.retire(sujetDe(lien)) });
  }
  const aRetirer = (l: LienPointer): boolean => l.retireLe === undefined && vise(l);
  const pointer = (await plageType(m, 'lien-pointer', {})).filter(aRetirer);
  for (const lien of pointer) {
    sansReponse(
      await changer<LienPointer>(m, BASE_CENTRALE, lien._id, (l) =>
        aRetirer(l) ? { ...l, retireLe: instant } : undefined,
      ),
    );
    await tracer(m, { instant, auteur: acte.auteur, ...ENTREES.POINTER.ecrire.retire(sujetDe(lien)) });
  }
  return personnels.length + pointer.length;
};

/**
 * What the account gave and nobody has used yet goes with the account, or with the antenna that it has no more: who leaves keeps nothing
 * that she gave herself. A sheet that a home uses stays.
 */
export const retirerSesLiens = async (
  m: Magasin,
  acte: { horloge: Horloge; auteur: string },
  c: Compte,
): Promise<void> => void (await retirer(m, acte, (l) => laisse(c, l)));

/**
 * The same of all accounts, looked at again once the copies of a cluster agree: an account is closed at once whatever a copy that lags
 * shows of its links. How many; nothing where there is one copy, which showed them all.
 */
export const revoirLiensDonnes = async (m: Magasin, horloge: Horloge): Promise<number> => {
  if (m.uneCopie === true || (await lireNoeuds(m)).noeuds.length < 2 || (await refusRetard(m, ''))) return 0;
  const comptes = new Map((await plageType(m, 'compte', {})).map((c) => [c.identifiant, c]));
  return retirer(m, { horloge, auteur: 'service' }, (l) => {
    const c = comptes.get(l.creePar);
    return c !== undefined && laisse(c, l);
  });
};
