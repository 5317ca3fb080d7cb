import { expect, it } from 'vitest';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Saisie } from '#shared/contrats/saisie';
import { absence, apparier, correction, jour, paris, pointage, usager, verdict } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserRefus, poserSaisies } from '../../_donnees/depot/etat-depot';
import { bilanDuRetour, direCedee } from './retour-en-ligne';

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
  expect(bilanDuRetour(etat(sienne), [sienne], MAINTENANT)).toEqual({
    ...{ envoyees: 1, refusees: 0, conflits: [], cedees: [] },
  });
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

it('[PT-7] an absence that a colleague said otherwise after her, without having read hers, gave way: to whom, and what holds now', () => {
  const J = jour('2026-10-01');
  const dite = (id: string, auteur: string, h: string, plus: Partial<Absence> = {}): Absence =>
    absence(id, J, { auteur, instant: paris(`2026-10-01 ${h}`), nature: 'HOSPITALISATION', ...plus });
  const a = dite('A', 'zoe', '08:00');
  const deAnne = dite('B', 'anne', '09:00', { remplace: 'A', au: jour('2026-10-03') });
  const deBea = dite('C', 'bea', '10:00', { remplace: 'A', au: jour('2026-10-09') });
  const lu = (toutes: Saisie[], parties: Saisie[] = [deAnne]): string[] => {
    const e = etat(...toutes);
    return bilanDuRetour(e, parties, MAINTENANT).cedees.map((c) =>
      direCedee(e, c, jour('2026-10-05')).replaceAll('\u00a0', ' '),
    );
  };
  expect(lu([a, deAnne, deBea])).toEqual([
    'L’absence de MARTIN Jeanne a été modifiée par bea, après vous : c’est sa version qui tient (hospitalisation du 1er oct. au 9 oct.).',
  ]);
  const retrait = dite('C', 'bea', '10:00', { remplace: 'A', annulee: true });
  expect(lu([a, deAnne, retrait])).toEqual([
    'L’absence de MARTIN Jeanne a été retirée par bea, après vous : elle n’est plus notée.',
  ]);
  // Hers holds; it was said on top of hers; it says the same; it is not hers that waited.
  expect(lu([a, deAnne, { ...deBea, instant: paris('2026-10-01 08:30') }])).toEqual([]);
  expect(lu([a, deAnne, { ...deBea, remplace: 'B' }])).toEqual([]);
  expect(lu([a, deAnne, { ...deBea, au: jour('2026-10-03') }])).toEqual([]);
  expect(lu([a, deAnne, deBea], [])).toEqual([]);
});
