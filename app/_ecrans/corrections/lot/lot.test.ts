import { describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import {
  absence,
  apparier,
  contexte,
  correction,
  jour,
  paris,
  pointage,
  sansTelegestion,
  visite,
} from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { type Ligne, suivies } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { composerRetour } from '../../../_ui/actes/annuler';
import { autresDe } from '../../../_ui/actes/enregistrer';
import type { Signature } from '../../../_ui/actes/signature';
import { direLot, genreDe, laisseesPar, lotEnMots, preparerLot, repartir, titreLot } from './lot';

const MAINTENANT = contexte().maintenant;
let n = 0;
const nouvelle = (): Signature => {
  n += 1;
  return {
    auteur: 'gestion01',
    poste: 'PC-01',
    antenne: 'EST',
    maintenant: MAINTENANT,
    id: `L${String(n).padStart(4, '0')}`,
  };
};
const jours = Array.from({ length: 6 }, (_, k) => `2026-10-0${k + 1}`);
const planifiees = jours.map((j, k) => visite(`V${k}`, `${j} 08:30`, `${j} 09:30`));

/** Six visits: four without a departure (one that arrived after its planned end), one not punched, one complete. */
const etat = (plus: readonly Correction[] = []): EtatDepot => {
  const interventions: Intervention[] = apparier({
    visites: planifiees,
    pointages: [
      ...jours.slice(0, 3).map((j) => pointage('A', `${j} 08:31`)),
      pointage('A', `${jours[3]} 09:45`),
      pointage('A', `${jours[5]} 08:31`),
      pointage('D', `${jours[5]} 09:29`),
    ],
  });
  const parJour = new Map(jours.map((j) => [j, interventions.filter((i) => i.date === j)]));
  return poserSaisies({ ...ETAT_VIDE, pret: true, jours: parJour }, plus);
};
const lignes = (e: EtatDepot): Ligne[] =>
  lignesDe(e, '2026-10-01' as Ligne['date'], '2026-10-31' as Ligne['date'], MAINTENANT);
const autour = (e: EtatDepot) => ({
  contexte: contexte(),
  autres: (i: Intervention) => autresDe(e, i),
  nouvelle,
});

describe('un lot', () => {
  it('les genres, le plus nombreux d’abord ; ce qui n’en a pas dit pourquoi', () => {
    expect(repartir(lignes(etat())).map((g) => [g.genre, g.lignes.length])).toEqual([
      ['DEPART', 4],
      ['VISITE', 1],
    ]);
  });

  it('[AP-11] a visit that another one covers is in no lot: it says which one to correct', () => {
    const interventions = apparier({
      visites: [
        visite('V', '2026-10-01 16:00', '2026-10-01 17:00'),
        visite('W', '2026-10-01 17:00', '2026-10-01 18:00'),
      ],
      pointages: [pointage('A', '2026-10-01 16:02'), pointage('D', '2026-10-01 18:01')],
    });
    const e = { ...ETAT_VIDE, pret: true, jours: new Map([['2026-10-01', interventions]]) };
    const couverte = lignes(e).find((l) => l.statut === 'COUVERTE');
    expect(couverte && genreDe(couverte)).toEqual({
      refus: 'Couverte par la visite de 16\u00a0h\u00a002 : corrigez celle-là.',
    });
    // Its carrier put right to end before it: it waits for its hours as any other.
    const partie = correction('HORAIRE', {
      cible: { genre: 'POINTAGE', id: 'A-2026-10-01 16:02' },
      fin: paris('2026-10-01 17:00'),
    });
    const corrige = poserSaisies(e, [partie]);
    const quittee = lignes(corrige).find((l) => l.statut === 'COUVERTE');
    expect(quittee && genreDe(quittee)).toBe('VISITE');
    const lot = preparerLot(lignes(corrige), 'VISITE', { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(corrige));
    expect([lot.prets.length, lot.ecartes.length]).toEqual([1, 1]);
  });

  it('[AL-5] a visit that stays to be treated on the first day of an absence is in no lot: somebody says whether it was made', () => {
    const notee = absence('B2', jour('2026-10-05'), { instant: paris('2026-10-05 15:00') });
    const e = poserSaisies(etat(), [notee]);
    expect(repartir(lignes(e)).map((g) => [g.genre, g.lignes.length])).toEqual([['DEPART', 4]]);
    const celle = lignes(e).find((l) => l.date === '2026-10-05');
    expect(celle).toMatchObject({ statut: 'NON_POINTEE', aTraiter: true });
    expect(celle && genreDe(celle)).toEqual({ refus: expect.stringMatching(/dites si la visite a eu lieu\.$/) });
  });

  it.each([
    ['[AL-5] à l’hôpital', { nature: 'HOSPITALISATION' }, /^Usager absent \(hospitalisation\)/],
    ['[AL-5] décédé', { nature: 'DECES' }, /^Prévue après le décès : faites-la retirer du planning/],
    ['[PT-7] sans télégestion', undefined, /une fiche, qui reste à saisir/],
  ] as const)('une visite que personne n’a pointée chez un usager %s n’est créée par aucun lot', (_, absent, dite) => {
    const veille = jour('2026-09-30');
    const e = poserSaisies(etat(), [absent ? absence('B1', veille, absent) : sansTelegestion('B1', veille)]);
    const lot = preparerLot(lignes(e), 'VISITE', { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(e));
    expect(lot.prets).toEqual([]);
    expect(lot.ecartes.find((x) => x.ligne.date === jours[4])?.phrase).toMatch(dite);
    // Punched where nobody should be, one first says whether it took place; on a slip, the telephone served all the same.
    expect(repartir(lignes(e)).map((g) => [g.genre, g.lignes.length])).toEqual(absent ? [] : [['DEPART', 4]]);
    expect(lignes(e).map((l) => genreDe(l))[0]).toEqual(
      absent ? { refus: expect.stringMatching(/vérifiez que cette visite a eu lieu/) } : 'DEPART',
    );
  });

  it('[CO-3] l’heure qui manque vient du prévu ; ce que CO-3 refuse est laissé de côté avec son remède', () => {
    const e = etat();
    const lot = preparerLot(lignes(e), 'DEPART', { motif: 'OUBLI_DEPART', commentaire: '' }, autour(e));
    expect(lot.prets.map((p) => [p.corrections.length, p.avant.fin, p.apres.fin])).toEqual(
      jours.slice(0, 3).map((j) => [1, undefined, paris(`${j} 09:30`)]),
    );
    expect(lot.ecartes.map((x) => [x.ligne.date, x.phrase])).toEqual([
      [jours[3], 'Le départ doit suivre l’arrivée (9 h 45).'],
      [jours[4], 'Sans pointage : un autre motif la corrige, après celles-ci.'],
      [jours[5], expect.stringMatching(/déjà ses deux heures/)],
    ]);
  });
  it('[CO-1] une visite sans pointage est créée sur son prévu', () => {
    const e = etat();
    const { prets } = preparerLot(lignes(e), 'VISITE', { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(e));
    expect(prets.map((p) => p.corrections.map((c) => [c.nature, c.debut, c.fin]))).toEqual([
      [['CREATION', paris(`${jours[4]} 08:30`), paris(`${jours[4]} 09:30`)]],
    ]);
  });
  it.each(['', 'AUTRE'])('avant que le motif « %s » soit complet, les lignes sont déjà connues', (motif) => {
    const e = etat();
    expect(preparerLot(lignes(e), 'DEPART', { motif, commentaire: '' }, autour(e)).prets).toHaveLength(3);
  });
  it('[CO-4] une visite en conflit est laissée de côté', () => {
    const cible = { genre: 'POINTAGE', id: `A-${jours[0]} 08:31` } as const;
    const heures = (id: string, h: string) =>
      correction('HORAIRE', { id, cible, fin: paris(`${jours[0]} ${h}`), base: [], date: jours[0] as Ligne['date'] });
    const e = etat([heures('X', '09:10'), heures('Y', '09:20')]);
    const { ecartes } = preparerLot(lignes(e), 'DEPART', { motif: 'OUBLI_DEPART', commentaire: '' }, autour(e));
    expect(ecartes[0]).toMatchObject({ ligne: { date: jours[0] }, phrase: expect.stringMatching(/^En conflit/) });
  });
});

it('[CO-3] le titre dit à chaque moment combien seront corrigées, et celles de côté sont toutes dites', () => {
  const motif = { motif: 'OUBLI_DEPART', commentaire: '' };
  const titre = (e: EtatDepot, genre: 'DEPART' | 'ARRIVEE'): string =>
    titreLot(preparerLot(lignes(e), genre, motif, autour(e))).replaceAll('\u00a0', ' ');
  const e = etat();
  expect(titre(e, 'DEPART')).toBe('3 visites à corriger sur 6 choisies');
  expect(titre(e, 'ARRIVEE')).toBe('Aucune visite à corriger sur 6 choisies');
  // Another corrects one of them meanwhile.
  const cible = { genre: 'POINTAGE', id: `A-${jours[0]} 08:31` } as const;
  const autre = etat([
    correction('HORAIRE', { cible, fin: paris(`${jours[0]} 09:30`), date: jours[0] as Ligne['date'] }),
  ]);
  expect(titre(autre, 'DEPART')).toBe('2 visites à corriger sur 6 choisies');
  const { ecartes } = preparerLot(lignes(autre), 'DEPART', motif, autour(autre));
  expect(ecartes[0]?.phrase).toMatch(/^Déjà corrigée/);
  const seules = lignes(e).slice(0, 3);
  expect(titreLot(preparerLot(seules, 'DEPART', motif, autour(e)))).toBe('3\u00a0visites choisies');
});

it('[CO-3] ce qu’un lot laisse et qui reste à traiter reste choisi ; dit pourquoi où un autre motif n’y ferait rien', () => {
  const e = etat();
  const lot = preparerLot(lignes(e), 'DEPART', { motif: 'OUBLI_DEPART', commentaire: '' }, autour(e));
  const { ids, raisons } = laisseesPar(lot, 'DEPART');
  const parId = new Map(lignes(e).map((l) => [l.id, l]));
  expect([...ids].map((id) => parId.get(id)?.date)).toEqual([jours[3], jours[4]]);
  expect([...raisons].map(([id, phrase]) => [parId.get(id)?.date, phrase])).toEqual([
    [jours[3], 'Le départ doit suivre l’arrivée (9 h 45).'],
  ]);
  // Those corrected, the next lot is of the others.
  const apres = etat(lot.prets.flatMap((p) => p.corrections));
  const reprises = lignes(apres).filter((l) => ids.has(l.id));
  const suite = preparerLot(reprises, 'VISITE', { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(apres));
  expect(suite.prets.map((p) => p.ligne.date)).toEqual([jours[4]]);
});

it('un choix se dit par ce qui manque à chacune', () => {
  expect(lotEnMots(lignes(etat()))).toBe('4 sans départ, 1 sans pointage, 1 à ouvrir une à une');
});

describe('annuler', () => {
  const lotFait = () => {
    const e = etat();
    const { prets } = preparerLot(lignes(e), 'DEPART', { motif: 'OUBLI_DEPART', commentaire: '' }, autour(e));
    const creees = preparerLot(lignes(e), 'VISITE', { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(e)).prets;
    return [...prets, ...creees].flatMap((p) => p.corrections);
  };
  const vue = (e: EtatDepot) => lignes(e).map((l) => [l.date, l.statut, l.retenue.debut, l.retenue.fin]);

  it('[CO-1] tout un lot d’un coup : chaque visite redevient ce qu’elle était, sans rien écraser', () => {
    const acte = lotFait();
    const apres = etat(acte);
    const retour = composerRetour(apres, acte, contexte(), nouvelle);
    expect([retour.corrections.length, retour.refus]).toEqual([acte.length, []]);
    const enfin = poserSaisies(apres, retour.corrections);
    expect(vue(enfin)).toEqual(vue(etat()));
    expect(suivies(enfin)).toHaveLength(2 * acte.length);
    // Nothing of it stands: it is not undone twice.
    expect(composerRetour(enfin, acte, contexte(), nouvelle)).toEqual({ corrections: [], lignes: [], refus: [] });
  });
  it('[CO-3] celle qu’un autre a corrigée depuis reste, et le dit ; les autres reviennent', () => {
    const acte = lotFait();
    const [premiere] = acte;
    if (!premiere?.cible) throw new Error('une correction attendue');
    const dessus = correction('MINUTES', {
      cible: premiere.cible,
      date: premiere.date,
      minutes: 10 as Correction['minutes'],
      base: [premiere.id],
      auteur: 'autre',
      instant: '2026-11-25T11:00:30Z' as Correction['instant'],
    });
    const retour = composerRetour(etat([...acte, dessus]), acte, contexte('2026-11-25 12:05'), () => ({
      ...nouvelle(),
      maintenant: paris('2026-11-25 12:05'),
    }));
    expect(retour.refus.map((r) => r.refus.code)).toEqual(['RETRAIT_RECOUVERTE']);
    expect(retour.lignes).toHaveLength(acte.length - 1);
  });
  it.each(['HORAIRE', 'CREATION'] as const)('[CO-1] le retrait d’une correction : %s vaut de nouveau', (nature) => {
    const acte = lotFait().filter((c) => c.nature === nature);
    const corrigee = etat(acte);
    const retrait = composerRetour(corrigee, acte, contexte(), nouvelle).corrections;
    const sans = poserSaisies(corrigee, retrait);
    const retour = composerRetour(sans, retrait, contexte(), nouvelle);
    expect([retour.corrections.map((c) => c.nature), retour.refus]).toEqual([acte.map(() => nature), []]);
    expect(vue(poserSaisies(sans, retour.corrections))).toEqual(vue(corrigee));
  });
  it('[CO-1] une visite libre, qu’une création seule fait, est annulée', () => {
    const libre = correction('CREATION', {
      usagerId: 'U1',
      intervenantId: 'I1',
      debut: paris('2026-10-02 15:00'),
      fin: paris('2026-10-02 16:00'),
      date: '2026-10-02' as Ligne['date'],
      instant: paris('2026-10-03 10:00'),
    });
    const retour = composerRetour(etat([libre]), [libre], contexte(), nouvelle);
    expect(retour.corrections.map((c) => [c.nature, c.cible])).toEqual([
      ['SUPPRESSION', { genre: 'CREATION', id: libre.id }],
    ]);
  });
});

describe('[AP-10] un lot qui mettrait une aide dans deux logements', () => {
  /** Planned one over the other with one aide, each at another usager; nobody called. */
  const deux = (de: string, pointages: Parameters<typeof apparier>[0]['pointages'] = []): EtatDepot => {
    const j = '2026-10-01' as Ligne['date'];
    const lot = [
      ...apparier({ visites: [visite('V1', `${j} 08:30`, `${j} 09:30`)], pointages }),
      ...apparier({ usagerId: 'U2', visites: [visite('V2', `${j} ${de}`, `${j} 10:30`, { usagerId: 'U2' })] }),
    ];
    return { ...ETAT_VIDE, pret: true, jours: new Map([[j, lot]]) };
  };
  const dire = (e: EtatDepot, garder = lignes(e)): string[] => {
    const genre = garder.map(genreDe).find((g) => typeof g === 'string') ?? 'VISITE';
    const lot = preparerLot(garder, genre, { motif: 'OUBLI_TOTAL', commentaire: '' }, autour(e));
    return direLot(e, lot.prets, MAINTENANT).map((p) => p.replaceAll('\u00a0', ' '));
  };

  it('les heures que le lot donne aux unes comptent pour les autres', () => {
    expect(dire(deux('09:00'))).toEqual([
      expect.stringMatching(/^U1.* : cette aide est aussi chez U2.* à ces heures \(9 h 00 – 10 h 30\)$/),
      expect.stringMatching(/^U2.* : cette aide est aussi chez U1.* à ces heures \(8 h 30 – 9 h 30\)$/),
    ]);
    // Only one of them is of the lot: the other has no hour yet.
    expect(dire(deux('09:00'), lignes(deux('09:00')).slice(0, 1))).toEqual([]);
  });

  it('cinq minutes sont tolérées, et celles qui se suivent ne demandent rien', () => {
    expect(dire(deux('09:25'))).toEqual([]);
    expect(dire(deux('09:24'))).toHaveLength(2);
  });

  it('une visite qui n’est pas du lot a ses heures retenues', () => {
    const e = deux('09:00', [pointage('A', '2026-10-01 08:31'), pointage('D', '2026-10-01 09:29')]);
    const [, seconde] = lignes(e);
    expect(dire(e, seconde ? [seconde] : [])).toEqual([
      expect.stringContaining('cette aide est aussi chez U1 à ces heures (8 h 31 – 9 h 29)'),
    ]);
  });
});
