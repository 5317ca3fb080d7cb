import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { ligneDe } from '../../_donnees/depot/testing/lignes';
import { heuresEnMots, parJour, totaliser } from '../../_ui/heures/totaux';
import { blocsDuJour, heuresMontrees, horsDeVue, voisin } from './semaine';

const jour = '2026-11-25' as DateCivile;

describe('une journée du planning', () => {
  it('place le prévu et le fait par l’horloge, le jour du changement d’heure aussi', () => {
    const [b] = blocsDuJour([ligneDe('A', '2026-10-25', { prevu: ['08:00', '09:00'], fait: ['08:10', '09:05'] })]);
    expect(b).toMatchObject({ prevu: { de: 480, a: 540 }, fait: { de: 490, a: 545 }, de: 480, a: 545, ouvert: false });
  });

  it('arrête à minuit ce qui continue le lendemain', () => {
    const l = ligneDe('A', jour, { fait: ['23:00', '23:30'] });
    const [b] = blocsDuJour([{ ...l, retenue: { ...l.retenue, fin: paris('2026-11-26 02:00') } }]);
    expect(b).toMatchObject({ fait: { de: 1380, a: 1440 }, a: 1440 });
  });

  it('ouvre du côté qui manque, jusqu’à l’heure prévue', () => {
    const [sansDepart] = blocsDuJour([ligneDe('A', jour, { prevu: ['08:00', '09:00'], fait: ['08:05', undefined] })]);
    expect(sansDepart).toMatchObject({ ouvert: true, fait: { de: 485, a: 540 } });
    const [sansArrivee] = blocsDuJour([ligneDe('A', jour, { prevu: ['08:00', '09:00'], fait: [undefined, '08:50'] })]);
    expect(sansArrivee).toMatchObject({ ouvert: true, fait: { de: 480, a: 530 } });
  });

  it('met côte à côte celles des mêmes heures, et elles seules', () => {
    const blocs = blocsDuJour([
      ligneDe('A', jour, { prevu: ['08:00', '10:00'] }),
      ligneDe('B', jour, { prevu: ['09:00', '11:00'] }),
      ligneDe('C', jour, { prevu: ['10:00', '11:00'] }),
      ligneDe('D', jour, { prevu: ['14:00', '15:00'] }),
    ]);
    expect(blocs.map((b) => [b.ligne.id, b.voie, b.voies])).toEqual([
      ['A', 0, 2],
      ['B', 1, 2],
      ['C', 0, 2],
      ['D', 0, 1],
    ]);
  });

  it('[AP-11] a covered visit is drawn over the one that has its hours, in its lane: neither is made narrow', () => {
    const porteuse = ligneDe('A', jour, { prevu: ['16:00', '17:00'], fait: ['16:02', '18:01'] });
    const { id, arrivee, depart, ecartes, visite, creations } = porteuse.retenue.intervention;
    if (!arrivee || !depart || !visite) throw new Error('complete');
    const couverture = { id, arrivee, depart, ecartes, visite, creations };
    const couverte = ligneDe('B', jour, { prevu: ['17:00', '18:15'], couverture });
    const autre = ligneDe('C', jour, { prevu: ['18:05', '19:00'] });
    const blocs = (lignes: Parameters<typeof blocsDuJour>[0]) =>
      blocsDuJour(lignes).map((b) => [b.ligne.id, b.voie, b.voies, b.a, b.sur]);
    expect(blocs([couverte, porteuse])).toEqual([
      ['A', 0, 1, 18 * 60 + 15, undefined],
      ['B', 0, 1, 18 * 60 + 15, 'A'],
    ]);
    // What another visit shares the hours of stands beside both.
    expect(blocs([couverte, porteuse, autre])).toEqual([
      ['A', 0, 2, 18 * 60 + 15, undefined],
      ['B', 0, 2, 18 * 60 + 15, 'A'],
      ['C', 1, 2, 19 * 60, undefined],
    ]);
    // The one that covers it is not on this screen: it stands alone.
    expect(blocs([couverte])).toEqual([['B', 0, 1, 18 * 60 + 15, undefined]]);
  });

  it('dit ce qui commence sous le bas de l’écran, ou finit au-dessus du haut', () => {
    const blocs = blocsDuJour([
      ligneDe('A', jour, { prevu: ['06:00', '06:45'] }),
      ligneDe('B', jour, { prevu: ['08:00', '09:00'] }),
      ligneDe('C', jour, { prevu: ['20:00', '21:00'] }),
    ]);
    const vue = (de: number, a: number) => horsDeVue(blocs, { de: de * 60, a: a * 60 });
    expect(vue(7, 19)).toEqual({ avant: 1, apres: 1 });
    expect(vue(6, 21)).toEqual({ avant: 0, apres: 0 });
    // A few minutes in sight say nothing yet.
    expect(vue(6.5, 20.25)).toEqual({ avant: 1, apres: 1 });
  });

  it('jamais deux visites de la même voie ne se recouvrent, et toutes tiennent dans les heures montrées', () => {
    const heure = fc.integer({ min: 0, max: 1380 });
    const hm = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(fc.array(fc.tuple(heure, fc.integer({ min: 0, max: 59 })), { maxLength: 12 }), (visites) => {
        const blocs = blocsDuJour(visites.map(([d, n], k) => ligneDe(`L${k}`, jour, { prevu: [hm(d), hm(d + n)] })));
        const { de, a } = heuresMontrees(blocs);
        for (const [k, b] of blocs.entries()) {
          expect(b.de).toBeGreaterThanOrEqual(de * 60);
          expect(b.a).toBeLessThanOrEqual(a * 60);
          expect(b.voie).toBeLessThan(b.voies);
          for (const c of blocs.slice(k + 1)) if (c.voie === b.voie) expect(c.de).toBeGreaterThanOrEqual(b.a);
        }
      }),
    );
  });

  it('les flèches vont d’une visite à l’autre, et sautent les jours vides', () => {
    const jours = [
      blocsDuJour([
        ligneDe('A', '2026-11-23', { prevu: ['08:00', '09:00'] }),
        ligneDe('B', '2026-11-23', { prevu: ['17:00', '18:00'] }),
      ]),
      [],
      blocsDuJour([
        ligneDe('C', jour, { prevu: ['08:30', '09:00'] }),
        ligneDe('D', jour, { prevu: ['16:00', '17:00'] }),
      ]),
    ];
    expect(voisin(jours, 'A', 'ArrowDown')).toBe('B');
    expect(voisin(jours, 'B', 'ArrowDown')).toBeUndefined();
    expect(voisin(jours, 'B', 'ArrowRight')).toBe('D');
    expect(voisin(jours, 'C', 'ArrowLeft')).toBe('A');
    expect(voisin(jours, 'A', 'ArrowLeft')).toBeUndefined();
    expect(voisin(jours, 'inconnue', 'ArrowUp')).toBeUndefined();
  });
});

describe('totaux du planning', () => {
  it('comptent le prévu et le fait ; une visite annulée n’est pas faite', () => {
    const faite = ligneDe('A', jour, { prevu: ['08:00', '09:00'], fait: ['08:00', '09:15'] });
    const seule = ligneDe('B', jour, { prevu: ['10:00', '11:00'] });
    const annulee = ligneDe('C', jour, { prevu: ['14:00', '15:00'], fait: ['14:00', '15:00'] });
    const lignes = [
      faite,
      { ...seule, aTraiter: true },
      { ...annulee, retenue: { ...annulee.retenue, supprimee: true, statut: 'ANNULEE' as const } },
    ];
    const t = totaliser(lignes);
    expect(t).toEqual({ visites: 2, prevu: 180, fait: 75, aTraiter: 1, aRetirer: 0 });
    expect(totaliser([{ ...seule, statut: 'A_RETIRER', aTraiter: false }])).toMatchObject({
      visites: 1,
      aTraiter: 0,
      aRetirer: 1,
    });
    expect(heuresEnMots(t, false)).toBe('prévu\u00a03\u00a0h\u00a000, fait\u00a01\u00a0h\u00a015');
    expect(heuresEnMots({ ...t, fait: 0 }, false)).toContain('fait\u00a00\u00a0h');
    expect(heuresEnMots({ ...t, fait: 0 }, true)).toBe('prévu\u00a03\u00a0h\u00a000');
  });

  it('rangent chaque ligne à son jour, les jours vides compris', () => {
    const jours = parJour(
      [ligneDe('A', jour, { prevu: ['08:00', '09:00'] })],
      '2026-11-24' as DateCivile,
      '2026-11-26' as DateCivile,
    );
    expect(jours.map((j) => [j.date, j.lignes.length])).toEqual([
      ['2026-11-24', 0],
      ['2026-11-25', 1],
      ['2026-11-26', 0],
    ]);
  });
});
