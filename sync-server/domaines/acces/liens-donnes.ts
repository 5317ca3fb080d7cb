import type { LienPersonnel } from '#shared/contrats/acces/acces';
import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import type { Compte } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import type { Horloge } from '../../ports/horloge';
import { changer, sansReponse } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { ENTREES, tracer } from '../audit';

// Links to hours and to punches are given by those rooms, which stand on this one: what an account leaves of them is read here as it is stored.

type Lien = LienPersonnel | LienPointer;

const sujetDe = (l: Lien): Sujet => ({ genre: l.genre, id: l.genre === 'USAGER' ? l.usagerId : l.intervenantId });

/**
 * What the account gave and nobody has used yet goes with the account, or with the antenna that it has no more: who leaves keeps nothing
 * that she gave herself. A sheet that a home uses stays.
 */
export const retirerSesLiens = async (
  m: Magasin,
  acte: { horloge: Horloge; auteur: string },
  c: Compte,
): Promise<void> => {
  const sauf = c.actif && aLeDroit(c, 'saisir') ? antennesDe(c) : [];
  const vise = (l: Lien): boolean => l.creePar === c.identifiant && l.vuLe === undefined && !sauf.includes(l.antenne);
  const instant = acte.horloge();
  for (const lien of (await plageType(m, 'acces-personnel', {})).filter(vise)) {
    sansReponse(await changer<LienPersonnel>(m, BASE_CENTRALE, lien._id, (l) => (vise(l) ? 'supprimer' : undefined)));
    await tracer(m, { instant, auteur: acte.auteur, ...ENTREES.ACCES_PERSONNEL.ecrire.retire(sujetDe(lien)) });
  }
  const aRetirer = (l: LienPointer): boolean => l.retireLe === undefined && vise(l);
  for (const lien of (await plageType(m, 'lien-pointer', {})).filter(aRetirer)) {
    sansReponse(
      await changer<LienPointer>(m, BASE_CENTRALE, lien._id, (l) =>
        aRetirer(l) ? { ...l, retireLe: instant } : undefined,
      ),
    );
    await tracer(m, { instant, auteur: acte.auteur, ...ENTREES.POINTER.ecrire.retire(sujetDe(lien)) });
  }
};
