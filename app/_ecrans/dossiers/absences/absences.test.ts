import { describe, expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { ajouterA } from '#shared/listes';
import { apparier, correction, jour, paris, pointage, ulidDe, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserSaisies } from '../../../_donnees/depot/etat-depot';
import type { Signature } from '../../../_ui/actes/signature';
import { lienDuDepart } from '../../../_ui/heures/a-retirer';
import {
  CHAMPS_VIERGES,
  type Champs,
  champsDe,
  composerAbsence,
  lireChamps,
  periodeEnMots,
  suiteEnMots,
  visitesATraiter,
  visitesPointees,
  visitesPrevues,
} from '../../../_ui/heures/tapee';
import { absenceDemandee } from './demandee';
import { actuelleDe, direModifiee, direRetiree, lieuDeLAbsence } from './entre-temps';
import { composerMarque } from './sans-telegestion';

let n = 0;
const signature = (): Signature => ({
  auteur: 'marie',
  poste: 'PC',
  antenne: 'EST',
  maintenant: paris(`2026-11-25 10:${String(n).padStart(2, '0')}`),
  id: `S${n++}`,
});
const champs = (plus: Partial<Champs> = {}): Champs => ({
  ...CHAMPS_VIERGES,
  ...{ usagerId: 'U1', du: '2026-11-26', au: '2026-11-30' },
  ...plus,
});
const erreurs = (plus: Partial<Champs>, avant: Absence[] = [], remplace?: string) => {
  const r = lireChamps(champs(plus), absencesEnVigueur(avant), remplace);
  return r.ok ? [] : Object.keys(r.erreurs);
};
const tapee = (plus: Partial<Champs> = {}, remplace?: string) => {
  const r = lireChamps(champs(plus), [], remplace);
  if (!r.ok) throw new Error('absence refusée');
  return r.valeur;
};

describe('absence saisie', () => {
  it('[PT-7] chaque refus est dit dans son champ, avant l’envoi', () => {
    expect(erreurs({})).toEqual([]);
    expect(erreurs({ usagerId: '' })).toEqual(['usagerId']);
    expect(erreurs({ du: '' })).toEqual(['du']);
    expect(erreurs({ au: '2026-11-31' })).toEqual(['au']);
    expect(erreurs({ au: '2026-11-25' })).toEqual(['au']);
    expect(erreurs({ nature: 'AUTRE', commentaire: '  ' })).toEqual(['commentaire']);
    // What was typed of an end before « Décès » was chosen does not count.
    expect(erreurs({ nature: 'DECES' })).toEqual([]);
    const a = composerAbsence(tapee(), signature());
    expect(erreurs({ du: '2026-11-30', au: '' }, [a])).toEqual(['du']);
    expect(erreurs({ du: '2026-11-30', au: '' }, [a], a.id)).toEqual([]);
  });

  it('[PT-7] modifier la dit à nouveau, annuler dit qu’elle n’a jamais été', () => {
    const a = composerAbsence(tapee(), signature());
    const b = composerAbsence(tapee({ au: '2026-12-05', commentaire: ' Retour retardé ' }, a.id), signature());
    expect(absencesEnVigueur([b, a])).toMatchObject([{ id: b.id, au: '2026-12-05', commentaire: 'Retour retardé' }]);
    const c = composerAbsence({ ...b, remplace: b.id }, signature(), true);
    expect(absencesEnVigueur([c, a, b])).toEqual([]);
  });

  it('[PT-7] modifiée ou retirée par une autre pendant qu’on la modifie : dit, de qui, et ce qui tient maintenant', () => {
    const a = composerAbsence(tapee({ nature: 'HOSPITALISATION', au: '' }), signature());
    const [vue] = absencesEnVigueur([a]);
    if (!vue) throw new Error('une absence attendue');
    const de = { nommer: (x: string) => (x === 'lea' ? 'Léa' : x), aujourdhui: jour('2026-11-27') };
    const parLea = () => ({ ...signature(), auteur: 'lea' });
    const actuelle = (...dites: Absence[]) => actuelleDe(vue, absencesEnVigueur([a, ...dites]));
    const modifiee = (...dites: Absence[]) => {
      const la = actuelle(...dites);
      return la && direModifiee(vue, la, de)?.replaceAll('\u00a0', ' ');
    };
    expect(modifiee()).toBeUndefined();
    const finie = tapee({ nature: 'HOSPITALISATION', au: '2026-11-28', commentaire: 'sortie prévue' }, a.id);
    const b = composerAbsence(finie, parLea());
    expect(actuelle(b)?.id).toBe(b.id);
    expect(modifiee(b)).toMatch(
      /^Léa vient de modifier cette absence \(hospitalisation du 26 nov\. au 28 nov\., « sortie prévue »\) : /,
    );
    // What is typed next is on top of it, and so it stands: its end with it.
    const suite = lireChamps({ ...champsDe(actuelle(b) ?? vue), commentaire: 'vu avec elle' }, [], b.id);
    expect(suite).toMatchObject({ ok: true, valeur: { au: '2026-11-28', remplace: b.id } });
    const c = composerAbsence({ ...finie, remplace: b.id }, parLea(), true);
    expect(actuelle(b, c)).toBeUndefined();
    expect(direRetiree(vue, [c, b, a], de.nommer)).toBe('Léa vient de retirer cette absence');
    // Refused by the server, it was never noted.
    expect(direRetiree(vue, [], de.nommer)).toBe('Cette absence n’est plus notée');
    // What is typed of it is found again under its new name.
    const [seconde] = absencesEnVigueur([a, b]);
    const lieu = seconde && lieuDeLAbsence(seconde);
    expect(typeof lieu === 'object' && [lieu.nom, lieu.est(`absence ${a.id}`), lieu.est('absence nouvelle')]).toEqual([
      `absence ${b.id}`,
      true,
      false,
    ]);
  });

  const prevue = (j: string, usagerId = 'U1') => visite(`V-${j}-${usagerId}`, `${j} 08:30`, `${j} 09:30`, { usagerId });
  const MAINTENANT = paris('2026-11-25 10:30');
  const etatDe = (visites: ReturnType<typeof prevue>[], pointages: ReturnType<typeof pointage>[] = []): EtatDepot => {
    const usagers = [...new Set(visites.map((v) => v.versions[0]?.usagerId ?? ''))];
    const jours = new Map<string, Intervention[]>();
    for (const usagerId of usagers)
      for (const i of apparier({
        ...{ usagerId, pointages: usagerId === 'U1' ? pointages : [] },
        visites: visites.filter((v) => v.versions[0]?.usagerId === usagerId),
      }))
        ajouterA(jours, i.date, i);
    return { ...ETAT_VIDE, pret: true, jours };
  };
  const annuler = (e: EtatDepot, ...j: string[]): EtatDepot =>
    poserSaisies(
      e,
      j.map((d) =>
        correction('SUPPRESSION', {
          ...{ id: ulidDe(Number(d.replaceAll('-', ''))), date: jour(d), instant: MAINTENANT },
          ...{ cible: { genre: 'VISITE', id: `V-${d}-U1` }, motif: 'ABSENCE_USAGER' },
        }),
      ),
    );
  const compter = (e: EtatDepot, a: Parameters<typeof visitesPrevues>[1]) => visitesPrevues(e, a, MAINTENANT).length;

  it('[PT-7] compte les visites qui restent prévues, et dit quoi en faire', () => {
    const e = etatDe(
      [prevue('2026-11-26'), prevue('2026-11-26', 'U2'), prevue('2026-11-27'), prevue('2026-12-01')],
      [pointage('A', '2026-11-27 08:31')],
    );
    expect(compter(e, tapee())).toBe(1);
    expect(compter(e, tapee({ au: '' }))).toBe(2);
    expect(suiteEnMots(2, 'DECES')).toContain('faites-les retirer du planning');
    expect(suiteEnMots(1, 'DECES')).toContain('faites-la retirer du planning');
    expect(suiteEnMots(1, 'VACANCES')).toContain('elle sera marquée « Vacances »');
    expect(suiteEnMots(0, 'VACANCES')).toBe('Aucune visite prévue n’est touchée.');
  });

  it('[AL-5] une visite annulée, ou créée par un gestionnaire, n’est plus à retirer : ni comptée, ni ouverte', () => {
    const deces = { usagerId: 'U1', nature: 'DECES', du: jour('2026-11-26') } as const;
    const e = etatDe([prevue('2026-11-30'), prevue('2026-12-01'), prevue('2026-12-02')]);
    expect(compter(e, deces)).toBe(3);
    expect(compter(annuler(e, '2026-11-30', '2026-12-01'), deces)).toBe(1);
    const le = { aujourdhui: jour('2026-11-25'), maintenant: MAINTENANT };
    expect(lienDuDepart(annuler(e, '2026-11-30'), deces, le)).toContain('mois=2026-12');
    expect(lienDuDepart(annuler(e, '2026-11-30', '2026-12-01', '2026-12-02'), deces, le)).toBeUndefined();
    const creee = correction('CREATION', {
      ...{ date: jour('2026-11-24'), instant: MAINTENANT, motif: 'OUBLI_TOTAL' },
      ...{ cible: { genre: 'VISITE', id: 'V-2026-11-24-U1' } },
      ...{ debut: paris('2026-11-24 08:30'), fin: paris('2026-11-24 09:30') },
    });
    const hier = etatDe([prevue('2026-11-24')]);
    const depuis = { ...deces, du: jour('2026-11-20') };
    expect([compter(hier, depuis), compter(poserSaisies(hier, [creee]), depuis)]).toEqual([1, 0]);
  });

  it('[AL-5] celle du premier jour, déjà passée et non pointée, n’est pas excusée : c’est dit, avec quoi faire', () => {
    const e = etatDe([prevue('2026-11-25'), prevue('2026-11-26')]);
    const a = { usagerId: 'U1', du: jour('2026-11-25') };
    expect(compter(e, a)).toBe(1);
    expect(visitesATraiter(e, a, MAINTENANT).map((l) => l.date)).toEqual(['2026-11-25']);
    expect(visitesATraiter(e, { ...a, du: jour('2026-11-24') }, MAINTENANT)).toEqual([]);
    expect(suiteEnMots(1, 'HOSPITALISATION', 0, 1).replaceAll('\u00a0', ' ')).toContain(
      '1 visite déjà passée, non pointée, reste à traiter : dites si elle a eu lieu.',
    );
  });

  it('[AL-5] après un départ, un lien mène aux visites à retirer : celles à venir d’abord, sinon celles qui restent', () => {
    const passees = etatDe([prevue('2026-10-30')]);
    const toutes = etatDe([prevue('2026-10-30'), prevue('2026-12-01')]);
    const deces = { usagerId: 'U1', nature: 'DECES', du: jour('2026-10-29') } as const;
    const le = { aujourdhui: jour('2026-11-25'), maintenant: MAINTENANT };
    const a = (mois: string) => `/interventions/?mois=${mois}&filtre=toutes&usager=U1&statut=A_RETIRER`;
    expect(lienDuDepart(toutes, deces, le)).toBe(a('2026-12'));
    expect(lienDuDepart(passees, deces, le)).toBe(a('2026-10'));
    expect(lienDuDepart(ETAT_VIDE, deces, le)).toBeUndefined();
    expect(lienDuDepart(toutes, { ...deces, nature: 'VACANCES' }, le)).toBeUndefined();
  });

  it('[AL-5] dit celles qui ont été pointées entre les deux jours, qui seront à vérifier', () => {
    const pointee = (id: string) => ({ id, usagerId: 'U1', arrivee: {} }) as unknown as Intervention;
    const jours = new Map([
      ['2026-11-25', [pointee('premier jour')]],
      ['2026-11-26', [pointee('dedans')]],
      ['2026-11-30', [pointee('dernier jour')]],
    ]);
    const a = { usagerId: 'U1', du: jour('2026-11-25'), au: jour('2026-11-30') };
    expect(visitesPointees(jours, a)).toBe(1);
    expect(visitesPointees(jours, { ...a, au: undefined })).toBe(2);
    expect(suiteEnMots(0, 'HOSPITALISATION', 2)).toBe(
      'Aucune visite prévue n’est touchée. 2 visites ont été pointées sur ces jours : elles seront à vérifier.',
    );
  });

  it('dit la période en mots', () => {
    const dit = (plus: Partial<Champs>) => periodeEnMots(tapee(plus), jour('2026-11-27')).replaceAll('\u00a0', ' ');
    expect(dit({})).toBe('du 26 nov. au 30 nov.');
    expect(dit({ au: '2026-11-26' })).toBe('le 26 nov.');
    expect(dit({ au: '' })).toBe('depuis le 26 nov.');
    expect(dit({ du: '2026-12-02', au: '' })).toBe('à partir du 2 déc.');
    expect(dit({ nature: 'DECES', au: '' })).toBe('le 26 nov.');
  });
});

describe('what an usager’s page opens', () => {
  const depart = (du: string) =>
    absencesEnVigueur([composerAbsence(tapee({ nature: 'EHPAD', du, au: '' }), signature())]);
  const ouvre = (q: string, du: string) => absenceDemandee(new URLSearchParams(q), depart(du), jour('2026-11-25'));

  it('[PT-7] a departure still to come is not opened to be modified: what is typed then would take its place', () => {
    expect(ouvre('usager=U1', '2026-12-15')).toEqual({ usagerId: 'U1' });
  });

  it('[PT-7] of who has left, from the day itself on, the departure is opened: nothing can follow it', () => {
    for (const du of ['2026-11-25', '2026-11-03'])
      expect(ouvre('usager=U1', du)).toMatchObject({ absence: { nature: 'EHPAD', du } });
    expect(ouvre('usager=U2', '2026-11-03')).toEqual({ usagerId: 'U2' });
    expect(ouvre('', '2026-11-03')).toBeUndefined();
  });
});

describe('sans télégestion', () => {
  it('[PT-7] se marque, puis se termine : le dernier mot sur chaque début vaut', () => {
    const marquer = (depuis: string, jusqua: string) =>
      composerMarque({ raison: 'REFUS', depuis, jusqua }, 'U1', signature());
    const a = marquer('2026-11-01', '');
    const b = marquer('2026-11-01', '2026-11-24');
    if (!a.ok || !b.ok) throw new Error('marques attendues');
    expect(marqueAu(marquesDe([a.marque], 'U1'), jour('2026-11-25'))).toEqual(a.marque);
    expect(marqueAu(marquesDe([b.marque, a.marque], 'U1'), jour('2026-11-25'))).toBeUndefined();
    expect(marquesDe([a.marque], 'U2')).toEqual([]);
    for (const [depuis, jusqua, champ] of [
      ['', '', 'depuis'],
      ['2026-11-10', '2026-11-09', 'jusqua'],
      ['2026-11-10', '2026-11-31', 'jusqua'],
    ] as const) {
      const r = marquer(depuis, jusqua);
      expect(r.ok ? [] : Object.keys(r.erreurs)).toEqual([champ]);
    }
  });
});
