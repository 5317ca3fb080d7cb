import { describe, expect, it } from 'vitest';
import { lecteurParametres } from '../../contrats/exploitation/parametre';
import type { Pointage } from '../../contrats/pointages/pointage';
import { apparier, fiche, jour, parametresAu, paris, pointage } from '../../testing/constructeurs';
import { jugerFiche } from './juger';
import { pointagesDeFiche } from './pointages';

const ouvert = { parametresAu, estClos: () => false };
const RECU = paris('2026-10-02 10:05');

describe('ce qui fait refuser une fiche', () => {
  const code = (plus: Parameters<typeof fiche>[0], contexte: Parameters<typeof jugerFiche>[1] = ouvert) =>
    jugerFiche(fiche(plus), contexte)?.code;

  it('[PT-1] les deux côtés ou un seul suffisent, aucun ne suffit pas', () => {
    expect(code({})).toBeUndefined();
    expect(code({ depart: undefined })).toBeUndefined();
    expect(code({ arrivee: undefined })).toBeUndefined();
    expect(code({ arrivee: undefined, depart: undefined })).toBe('FICHE_VIDE');
  });

  it('[PT-1] la fin suit le début, d’au plus la durée permise, limite comprise', () => {
    const de = (arrivee: string, depart: string) =>
      code({ arrivee: paris(arrivee), depart: paris(depart), instant: paris('2026-10-03 10:00') });
    expect(de('2026-10-01 09:30', '2026-10-01 08:30')).toBe('FIN_AVANT_DEBUT');
    expect(de('2026-10-01 09:30', '2026-10-01 09:30')).toBe('FIN_AVANT_DEBUT');
    expect(de('2026-10-01 09:30:05', '2026-10-01 09:30:50')).toBe('FIN_AVANT_DEBUT');
    expect(de('2026-10-01 08:00', '2026-10-01 22:00')).toBeUndefined();
    expect(de('2026-10-01 08:00', '2026-10-01 22:01')).toBe('TROP_LONGUE');
  });

  it('[PT-1] la durée permise est celle du jour de l’arrivée', () => {
    const datee = lecteurParametres([
      {
        _id: 'parametre:dureeMax:2026-10-02',
        type: 'parametre',
        cle: 'dureeMax',
        depuis: jour('2026-10-02'),
        valeur: 60,
        auteur: 'x',
        instant: RECU,
      },
    ]);
    const le = (d: string) =>
      code(
        {
          date: jour(d),
          arrivee: paris(`${d} 08:00`),
          depart: paris(`${d} 10:00`),
          instant: paris('2026-10-03 10:00'),
        },
        { ...ouvert, parametresAu: datee },
      );
    expect([le('2026-10-01'), le('2026-10-02')]).toEqual([undefined, 'TROP_LONGUE']);
  });

  it('[PT-1] une heure qui n’est pas encore passée est refusée, celle de la saisie même ne l’est pas', () => {
    const instant = paris('2026-10-01 09:00');
    expect(code({ depart: paris('2026-10-01 09:00'), instant })).toBeUndefined();
    expect(code({ depart: paris('2026-10-01 09:01'), instant })).toBe('HEURE_FUTURE');
  });

  it('[CO-3] le motif est de la liste en vigueur, « Autre » demande un commentaire', () => {
    expect(code({ motif: 'INVENTE' })).toBe('MOTIF_INCONNU');
    expect(code({ motif: 'AUTRE', commentaire: '  ' })).toBe('COMMENTAIRE_MANQUANT');
    expect(code({ motif: 'AUTRE', commentaire: 'ligne coupée' })).toBeUndefined();
  });

  it('[PT-1] la date est le jour civil, à Paris, du premier côté donné', () => {
    const nuit = { arrivee: paris('2026-09-30 23:30'), depart: paris('2026-10-01 00:30') };
    expect(code(nuit)).toBe('DATE_FICHE');
    expect(code({ ...nuit, date: jour('2026-09-30') })).toBeUndefined();
    expect(code({ arrivee: undefined, depart: paris('2026-10-01 00:30') })).toBeUndefined();
  });

  it('[PT-1] un départ seul est du jour de la visite : le sien, ou la veille quand l’arrivée y a été appelée', () => {
    const seul = { arrivee: undefined, depart: paris('2026-10-01 00:30') };
    expect(code({ ...seul, date: jour('2026-09-30') })).toBeUndefined();
    expect(code({ ...seul, date: jour('2026-09-29') })).toBe('DATE_FICHE');
    expect(code({ ...seul, date: jour('2026-10-02') })).toBe('DATE_FICHE');
    expect(code({ ...seul, arrivee: paris('2026-10-01 00:10'), date: jour('2026-09-30') })).toBe('DATE_FICHE');
  });

  it('[CO-5] un départ seul de la nuit est du mois de sa visite, qui peut être clos', () => {
    const nuit = fiche({ arrivee: undefined, depart: paris('2026-10-01 00:30'), date: jour('2026-09-30') });
    expect(jugerFiche(nuit, { ...ouvert, estClos: (m) => m === '2026-09' })?.code).toBe('MOIS_CLOS');
    expect(jugerFiche(nuit, { ...ouvert, estClos: (m) => m === '2026-10' })).toBeUndefined();
  });

  it('[CO-5] un mois clos : la phrase envoie vers une correction', () => {
    const refus = jugerFiche(fiche(), { ...ouvert, estClos: (m) => m === '2026-10' });
    expect(refus?.code).toBe('MOIS_CLOS');
    expect(refus?.message).toContain('Faites une correction');
    expect(jugerFiche(fiche(), { ...ouvert, estClos: (m) => m === '2026-09' })).toBeUndefined();
  });
});

describe('les pointages d’une fiche', () => {
  it('[PT-1] un par côté, sans numéro appelant, les mêmes à chaque fois', () => {
    const f = fiche({ id: 'F1' });
    const pointages = pointagesDeFiche(f, RECU);
    expect(pointages.map((p) => [p._id, p.sens, p.source, p.recuLe, p.numeroAppelant])).toEqual([
      ['pointage:2026-10-01T06:30:00Z:fiche-EST-F1-A', 'ARRIVEE', 'FICHE', RECU, undefined],
      ['pointage:2026-10-01T07:30:00Z:fiche-EST-F1-D', 'DEPART', 'FICHE', RECU, undefined],
    ]);
    expect(pointagesDeFiche(f, RECU)).toEqual(pointages);
    expect(pointagesDeFiche({ ...f, arrivee: undefined }, RECU).map((p) => p.sens)).toEqual(['DEPART']);
  });

  const visites = (...pointages: Pointage[]) =>
    apparier({ pointages }).map((i) => [i.arrivee?.id, i.depart?.id, i.ecartes.map((x) => `${x.regle} ${x.id}`)]);

  it('[AP-3] [AP-4] deux gestionnaires saisissent la même fiche : une visite, l’autre est gardée en double', () => {
    const deux = [...pointagesDeFiche(fiche({ id: 'F1' }), RECU), ...pointagesDeFiche(fiche({ id: 'F2' }), RECU)];
    expect(visites(...deux)).toEqual([
      ['fiche-EST-F1-A', 'fiche-EST-F1-D', ['AP-3 fiche-EST-F2-A', 'AP-4 fiche-EST-F2-D']],
    ]);
  });

  it('[AP-3] [AP-4] à cinq minutes près aussi ; au delà, c’est une autre visite', () => {
    const decalee = (minutes: string, id = 'F2') =>
      pointagesDeFiche(
        fiche({ id, arrivee: paris(`2026-10-01 08:${minutes}`), depart: paris(`2026-10-01 09:${minutes}`) }),
        RECU,
      );
    const une = pointagesDeFiche(fiche({ id: 'F1' }), RECU);
    expect(visites(...une, ...decalee('35'))).toHaveLength(1);
    expect(visites(...une, ...decalee('36')).length).toBeGreaterThan(1);
  });

  it('[PT-8] une fiche complète l’appel d’une aide, et ne donne pas NUMERO_AUTRE', () => {
    const appel = pointage('A', '2026-10-01 08:31', { numeroAppelant: '+33199000001' });
    const [i] = apparier({ pointages: [appel, ...pointagesDeFiche(fiche({ arrivee: undefined }), RECU)] });
    expect(i).toMatchObject({ arrivee: { source: 'SVI' }, depart: { source: 'FICHE' }, anomalies: ['HORS_PLANNING'] });
  });
});
