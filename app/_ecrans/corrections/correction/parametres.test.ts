import { expect, it } from 'vitest';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import { jugerCorrection } from '#shared/domain/correction/juger';
import type { Contexte } from '#shared/domain/types';
import type { DateCivile, Instant } from '#shared/temps/types';
import { apparier, correction, jour, paris, pointage } from '#shared/testing/constructeurs';
import { parametresDeSaisie } from './parametres';

const parametre = (cle: Parametre['cle'], depuis: DateCivile, valeur: unknown): Parametre => ({
  _id: `parametre:${cle}:${depuis}`,
  type: 'parametre',
  cle,
  depuis,
  valeur,
  auteur: 'essai',
  instant: '2026-12-01T08:00:00Z' as Instant,
});

it('[CO-3] the motifs that a form offers are those that the judge takes on the day it is typed; how long a visit may last is of its own day', () => {
  const decembre = jour('2026-12-01');
  const contexte: Contexte = {
    maintenant: paris('2026-12-03 10:00'),
    parametresAu: lecteurParametres([
      parametre('motifs', jour('2020-01-01'), ['OUBLI_DEPART', 'URGENCE']),
      parametre('motifs', decembre, ['OUBLI_DEPART', 'HORAIRE_DEMANDE']),
      parametre('dureeMax', decembre, 600),
    ]),
  };
  const [visite] = apparier({ pointages: [pointage('A', '2026-11-27 08:00', { id: 'a' })] });
  if (!visite) throw new Error('une visite attendue');
  const refus = (motif: string) =>
    jugerCorrection(
      visite,
      [],
      correction('HORAIRE', {
        cible: { genre: 'POINTAGE', id: 'a' },
        fin: paris('2026-11-27 09:00'),
        instant: contexte.maintenant,
        motif,
      }),
      contexte,
    )?.code;
  const p = parametresDeSaisie(contexte, jour('2026-11-27'));
  expect(p.motifs.map(refus)).toEqual(p.motifs.map(() => undefined));
  expect([p.motifs.includes('HORAIRE_DEMANDE'), refus('URGENCE'), p.dureeMax]).toEqual([true, 'MOTIF_INCONNU', 840]);
});
