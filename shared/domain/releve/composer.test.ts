import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../contrats/acces/compte';
import type { CorrectionFigee, EtatFige } from '../../contrats/cloture/cloture';
import { heureAffichee } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import { jour, paris, pec } from '../../testing/constructeurs';
import { cloture, etatFige } from '../../testing/releves';
import { composerReleve } from './composer';
import { donneesReleve } from './donnees';
import { jsonCanonique } from './json-canonique';

const releve = (etat = etatFige()) => composerReleve(donneesReleve(etat, cloture()));

describe('composerReleve', () => {
  it('[CL-2] counts the visits retained, and says so in a sentence', () => {
    const r = releve();
    expect(r.totaux).toMatchObject({ visites: 29, complementaires: 10 });
    expect(r.totaux.facturees).toBe(r.totaux.duree + 10);
    expect(r.resume.join(' ').replaceAll('\u00a0', ' ')).toBe(
      'En octobre 2026, Paris domicile Est a fait 29 visites chez vous, soit 28 h 44 au total, dont 0 h 10 de minutes complémentaires.',
    );
  });

  it('[DU-1] says the night of the clock change, and keeps acronyms as they are', () => {
    const etat = etatFige();
    const [v] = etat.visites;
    if (!v) throw new Error('a visit expected');
    const nuit = {
      ...v,
      debut: paris('2026-10-25 01:30'),
      fin: paris('2026-10-25 03:45'),
      statut: 'CREEE' as const,
      motif: 'PANNE_SVI',
    };
    expect(releve({ ...etat, visites: [nuit] }).visites[0]?.observations).toEqual([
      'Ajoutée : panne du SVI',
      'Nuit du changement d’heure',
    ]);
  });

  it('[AP-11] says which planned visits one pair of calls has made', () => {
    const etat = etatFige();
    const [v] = etat.visites;
    if (!v) throw new Error('a visit expected');
    const le = (de: string, a: string) => ({ debut: paris(`2026-10-01 ${de}`), fin: paris(`2026-10-01 ${a}`) });
    const double = { ...v, statut: 'COMPLETE' as const, prevues: [le('16:00', '17:00'), le('17:00', '18:00')] };
    const [observations] = releve({ ...etat, visites: [double] }).visites.map((x) => x.observations);
    expect(observations?.map((t) => t.replaceAll('\u00a0', ' '))).toEqual([
      'Visites prévues de 16 h 00 à 17 h 00 et de 17 h 00 à 18 h 00',
    ]);
  });

  it('[FI-4] by funder, the parts add up to the total, whatever the month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), (jours) => {
        const r = releve(etatFige('U1', {}, jours));
        expect(r.repartition.reduce((s, l) => s + l.minutes, 0)).toBe(r.totaux.facturees);
        for (const v of r.visites) expect(v.parts.reduce((s, p) => s + p.minutes, 0)).toBe(v.duree + v.complementaires);
      }),
      { numRuns: 15 },
    );
  });

  it('[FI-10] of a plan that changes within the month, one line, with the cap that it ends with, and each version that holds in it', () => {
    const version = (de: string, a: string, max: number) =>
      pec('P', 'DASES_APA', { dateDebut: jour(de), dateFin: jour(a), minutesMax: max as Minutes });
    const prisesEnCharge = [
      version('2026-11-01', '2026-12-31', 60),
      version('2026-10-16', '2026-10-31', 900),
      version('2026-01-01', '2026-10-15', 600),
    ];
    const etat = etatFige('U1', { prisesEnCharge });
    const [ligne, reste] = releve(etat).repartition;
    const dire = (t: string | undefined) => t?.replaceAll('\u00a0', ' ');
    expect([ligne?.numeroPec, ligne?.plafond, ligne?.minutes]).toEqual(['P', 900, 900]);
    expect(dire(ligne?.validite)).toBe(
      'du 1er janvier 2026 au 15 octobre 2026, plafond 10 h 00 ; puis du 16 octobre 2026 au 31 octobre 2026, plafond 15 h 00',
    );
    // [CL-2] What was archived in the former wording is made again in it.
    const [avant] = composerReleve(donneesReleve(etat, cloture(), 1)).repartition;
    expect(dire(avant?.validite)).toBe('du 16 octobre 2026 au 31 octobre 2026');
    expect(reste?.numeroPec).toBeUndefined();
  });

  it('[FI-3] names each prise en charge by a letter, its cap beside it, and what none covers', () => {
    const { repartition, visites } = releve();
    expect(repartition.map((l) => [l.lettre, l.financeur, l.numeroPec, l.plafond, l.minutes])).toEqual([
      ['A', 'Ville de Paris - APA', 'P300002A', 1200, 1200],
      ['B', 'Caisse nationale d’assurance vieillesse', 'P300002B', 180, 180],
      ['C', 'Tarif propre', undefined, undefined, 344],
    ]);
    expect(visites.find((v) => v.date === '2026-10-23')?.parts).toEqual([
      { lettre: 'A', minutes: 8 },
      { lettre: 'B', minutes: 52 },
    ]);
  });

  it('[FI-6] says which minutes draw on what an older month had left', () => {
    const etat = etatFige('U1', {}, 2);
    const visites = etat.visites.map((v) => ({
      ...v,
      parts: v.parts.map((p) => ({ ...p, moisPlafond: '2026-08' as typeof etat.mois })),
    }));
    const { repartition } = releve({ ...etat, visites });
    expect(repartition[0]?.reports).toEqual([{ mois: '2026-08', minutes: repartition[0]?.minutes }]);
  });

  it('[CO-2] keeps the raw hour beside the retained one, and says where nobody called', () => {
    const { visites } = releve();
    const oubli = visites.find((v) => v.date === '2026-10-04');
    expect(oubli && heureAffichee(oubli.depart.retenue)).toBe('9 h 30');
    expect(oubli?.depart.appel).toBeUndefined();
    expect(oubli?.arrivee.appel).toBe(oubli?.arrivee.retenue);
    const creee = visites.find((v) => v.date === '2026-10-07');
    expect([creee?.arrivee.appel, creee?.depart.appel]).toEqual([undefined, undefined]);
    expect(creee?.observations).toEqual(['Ajoutée']);
  });

  it('[CO-1] each correction says what, why, by whom and when', () => {
    const { corrections } = releve();
    expect(corrections.flatMap((c) => c.lignes).map((l) => l.replaceAll('\u00a0', ' '))).toEqual([
      'Minutes complémentaires : 0 h 10. Motif : Attente à la porte. Par l’antenne Est, le 2 octobre 2026 à 17 h 00.',
      'Horaire corrigé : départ à 9 h 30. Motif : Oubli au départ. Par l’antenne Est, le 4 octobre 2026 à 17 h 09.',
      'Visite ajoutée par l’antenne : arrivée à 8 h 30, départ à 9 h 30. Motif : Autre (Coupure de la ligne dans l’immeuble). Par l’antenne Est, le 7 octobre 2026 à 18 h 00.',
      'Visite annulée. Motif : Absence de l’usager. Par l’antenne Est, le 10 octobre 2026 à 12 h 00.',
    ]);
  });

  it('[CO-1] who corrected, and who closed, is named by their function: no login, no name, whatever was frozen of them', () => {
    const d = donneesReleve(etatFige(), cloture());
    const [v] = d.etat.visites.filter((x) => x.corrections.length > 0);
    const par = (a: { auteur: string; auteurNom?: string; auteurRole?: Role }): (string | undefined)[] => {
      const visites = d.etat.visites.map((x) =>
        x === v ? { ...x, corrections: x.corrections.map((c) => ({ ...c, ...a })) } : x,
      );
      const r = composerReleve({ ...d, etat: { ...d.etat, visites }, cloture: { ...d.cloture, ...a } });
      return [/Par (.*), le/.exec(r.corrections[0]?.lignes[0] ?? '')?.[1], /, par (.*)$/.exec(r.cloture.phrase)?.[1]];
    };
    for (const [a, fonction] of [
      [{ auteur: 'anne', auteurNom: 'Anne DURAND', auteurRole: 'GESTIONNAIRE' }, 'l’antenne Est'],
      [{ auteur: 'siege', auteurNom: 'Léa SIÈGE', auteurRole: 'CENTRAL' }, 'le service central'],
      [{ auteur: 'admin', auteurNom: 'A. NOÉ', auteurRole: 'ADMINISTRATEUR' }, 'l’administration du service'],
      [{ auteur: 'CLI:root' }, 'l’administration du service'],
      [{ auteur: 'gestion41' }, 'l’antenne Est'],
    ] as const)
      expect(par(a)).toEqual([fonction, fonction]);
  });

  it('[CO-1] the data that leave with the statement name by function too: no login, no name, no role; a version that is archived keeps its own', () => {
    const [auteur, auteurNom, auteurRole] = ['gestion41', 'Anne DURAND', 'CENTRAL' as Role];
    const parCompte = <T extends object>(a: T) => ({ ...a, auteur, auteurNom, auteurRole });
    const etat = etatFige();
    const corrigees = (v: { corrections: CorrectionFigee[] }) => ({ corrections: v.corrections.map(parCompte) });
    const nomme: EtatFige = {
      ...etat,
      visites: etat.visites.map((v) => ({ ...v, ...corrigees(v) })),
      bruts: etat.bruts.map((b) => (b.devenir ? { ...b, devenir: { ...b.devenir, ...corrigees(b.devenir) } } : b)),
    };
    const close = cloture(parCompte({}));
    const d = donneesReleve(nomme, close);
    const texte = jsonCanonique(d);
    expect(texte).not.toMatch(/gestion41|DURAND|CLI:|auteurNom|auteurRole/);
    expect(texte.match(/"auteur":"[^"]*"/g)).toEqual(Array(5).fill('"auteur":"le service central"'));
    expect(composerReleve(d).corrections).toEqual(composerReleve(donneesReleve(nomme, close, 3)).corrections);
    const passee = JSON.parse(jsonCanonique(donneesReleve(nomme, close, 3)));
    expect([passee.cloture.auteur, passee.etat.visites[1].corrections[0].auteurNom]).toEqual([auteur, auteurNom]);
    expect(composerReleve(donneesReleve(etatFige(), cloture())).cloture.auteur).toBe('l’administration du service');
  });

  it('[CO-1] [CL-2] in a version of the statement that named them, who corrected is named as the closing froze it, or by its login', () => {
    const avant = donneesReleve(etatFige(), cloture(), 2);
    const [v] = avant.etat.visites.filter((x) => x.corrections.length > 0);
    const nommees = avant.etat.visites.map((x) =>
      x === v ? { ...x, corrections: x.corrections.map((c) => ({ ...c, auteurNom: 'Anne DURAND' })) } : x,
    );
    const lignes = (d: typeof avant) => composerReleve(d).corrections.flatMap((c) => c.lignes);
    const [premiere = '', ...autres] = lignes({ ...avant, etat: { ...avant.etat, visites: nommees } });
    expect(premiere).toContain('Par Anne DURAND, le');
    expect(autres).toEqual(lignes(avant).slice(1));
    expect(autres.join()).toContain('Par gestion01, le');
  });

  it('[CL-3] what was punched and is not counted stands apart, with its reason', () => {
    const { apart } = releve();
    expect(apart.map((l) => [l.date, l.raison, l.note])).toEqual([
      ['2026-10-10', 'Annulée : non comptée', 4],
      ['2026-10-13', 'Sans appel de départ : non comptée', undefined],
    ]);
  });

  it('[CL-1] a punch counted elsewhere says where, without naming anyone', () => {
    const etat = etatFige('U1', {}, 13);
    const [b] = etat.bruts.filter((x) => x.devenir?.statut === 'ANNULEE');
    if (!b?.devenir || !b.arrivee) throw new Error('pas de brut annulé');
    const avec = (devenir: object) => {
      const d = { ...b.devenir, corrections: [], statut: 'CORRIGEE', ...devenir } as NonNullable<typeof b.devenir>;
      return releve({ ...etat, bruts: [{ ...b, devenir: d }] }).apart[0]?.raison;
    };
    expect(avec({ debut: b.arrivee, usagerId: 'U2' })).toBe('Comptée chez une autre personne');
    expect(avec({ debut: '2026-11-01T10:00:00Z', usagerId: 'U1' })).toBe('Comptée sur le relevé de novembre 2026');
    expect(avec({ debut: b.arrivee, usagerId: 'U1' })).toBe('Comptée par une autre antenne');
  });

  it('[CL-2] the data are the same whatever the store adds or the order of the fields', () => {
    const etat = etatFige('U1', {}, 3);
    const melange = Object.fromEntries(Object.entries({ _rev: '3-abc', ...etat }).reverse()) as typeof etat;
    expect(jsonCanonique(donneesReleve(melange, cloture()))).toBe(jsonCanonique(donneesReleve(etat, cloture())));
  });

  it('[RE] the data hold the funders of this usager alone', () => {
    const codes = donneesReleve(etatFige('U1', { prisesEnCharge: [] }, 2), cloture()).cloture.financeurs;
    expect(codes.map((f) => f.code)).toEqual(['TARIF_PROPRE']);
  });

  it('[CL-1] a usager unknown to the import, or a month with calls and no visit, still has its statement', () => {
    const { usager, ...sans } = etatFige('U1', {}, 1);
    expect(usager?.dateNaissance).toBe(jour('1932-11-01'));
    const r = releve({ ...sans, visites: [] });
    expect(r.usager).toEqual({ id: 'U1', nom: 'Dossier U1', adresse: [] });
    expect(r.resume).toEqual(['Aucune visite n’est comptée pour le mois d’octobre 2026.']);
    expect(r.apart).toHaveLength(1);
  });
});
