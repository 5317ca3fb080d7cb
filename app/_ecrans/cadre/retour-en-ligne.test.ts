import { expect, it } from 'vitest';
import type { Saisie } from '#shared/contrats/saisie';
import { apparier, correction, jour, paris, pointage, usager, verdict } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserRefus, poserSaisies } from '../../_donnees/depot/etat-depot';
import { bilanDuRetour } from './retour-en-ligne';

const MAINTENANT = paris('2026-10-05 12:00');
const [visite] = apparier({
  pointages: [pointage('A', '2026-10-01 08:30', { id: 'a' }), pointage('D', '2026-10-01 09:30', { id: 'd' })],
});
const du = { cible: { genre: 'POINTAGE' as const, id: 'a' } };
const sienne = correction('HORAIRE', { ...du, id: 'S', auteur: 'anne', fin: paris('2026-10-01 10:00') });
const autre = correction('HORAIRE', { ...du, id: 'T', auteur: 'bea', fin: paris('2026-10-01 11:00') });
const etat = (...cs: Saisie[]): EtatDepot =>
  poserSaisies(
    {
      ...ETAT_VIDE,
      jours: new Map([[jour('2026-10-01'), visite ? [visite] : []]]),
      usagers: new Map([['U1', usager('U1')]]),
      verdicts: new Map([sienne, autre].map((c) => [verdict(c)._id, verdict(c)])),
    },
    cs,
  );

it('[CO-4] what had waited: how many left, and the visit that a colleague corrected meanwhile, which is to be settled', () => {
  expect(bilanDuRetour(etat(sienne), [sienne], MAINTENANT)).toEqual({ envoyees: 1, refusees: 0, conflits: [] });
  const { envoyees, conflits } = bilanDuRetour(etat(sienne, autre), [sienne], MAINTENANT);
  expect([envoyees, conflits.map((l) => l.usager)]).toEqual([1, ['MARTIN Jeanne']]);
  // Another's conflict is not what became of one's own.
  expect(bilanDuRetour(etat(sienne, autre), [], MAINTENANT).conflits).toEqual([]);
});

it('[CO-3] what the server refused is counted as such', () => {
  // By its judgement: a verdict, and no row of the push was refused.
  const jugee: EtatDepot = {
    ...etat(sienne),
    verdicts: new Map([
      [
        verdict(sienne)._id,
        verdict(sienne, { decision: 'REFUSEE', refus: { code: 'DEJA_SUPPRIMEE', message: 'Déjà annulée.' } }),
      ],
    ]),
  };
  expect(bilanDuRetour(jugee, [sienne], MAINTENANT)).toMatchObject({ envoyees: 1, refusees: 1 });
  expect(bilanDuRetour(jugee, [], MAINTENANT)).toMatchObject({ envoyees: 0, refusees: 0 });
  const refusee = poserRefus(etat(sienne), [{ documentId: sienne._id, code: 'CLOS', message: 'Non.' }]);
  expect(bilanDuRetour(refusee, [sienne], MAINTENANT)).toMatchObject({ envoyees: 1, refusees: 1 });
});
