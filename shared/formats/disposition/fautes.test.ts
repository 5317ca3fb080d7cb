import { describe, expect, it } from 'vitest';
import type { Instant } from '../../temps/types';
import type { Champs, Format } from '../champ';
import { SERVICE_FAIT } from '../service-fait/service-fait';
import { ecrireDispose } from './ecrire';
import { direFautes, lireDisposition } from './lire-disposition';
import { relire } from './relire';

const fautes = (d: unknown): string => {
  const r = lireDisposition(SERVICE_FAIT, d);
  return r.ok ? 'OK' : direFautes(r.fautes);
};
const LIGNE = {
  id_millesime: 'M1',
  id_intervenant: 'I1',
  debut: '2026-10-01T06:02:00Z' as Instant,
  fin: '2026-10-01T07:32:00Z' as Instant,
  duree: 90,
  minutes_complementaires: 0,
  motif_correction: undefined,
  code_prestation: 'AD',
};
const ecrire = (d: unknown, ...lignes: Record<string, unknown>[]): string => {
  const lue = lireDisposition(SERVICE_FAIT, d);
  if (!lue.ok) return direFautes(lue.fautes);
  const e = ecrireDispose(SERVICE_FAIT as unknown as Format<Champs>, lue.valeur, lignes.length ? lignes : [LIGNE]);
  return e.ok
    ? new TextDecoder('latin1').decode(e.octets)
    : `ligne ${e.faute.ligne}, ${e.faute.colonne} : ${e.faute.raison}`;
};

describe('layouts that are wrong', () => {
  it.each([
    [{ separateur: ',', decimale: ',' }, /^separateur : « , » est aussi le signe décimal/],
    [{ separateur: ',' }, /^separateur : « , » est aussi le signe décimal/],
    [{ separateur: ';;' }, /^separateur : un seul signe/],
    [{ separateur: 'a' }, /^separateur : un seul signe/],
    [{ separateur: '"' }, /^separateur : un seul signe/],
    [{ sepérateur: ';' }, /^sepérateur : cette clé n’existe pas/],
    [{ encodage: 'UTF-16' }, /^encodage : « UTF-16 » n’est pas admis : écrivez UTF-8 ou/],
    [{ date: 'JJ/MM/YYYY' }, /^date : « YYYY » n’est pas connu/],
    [{ date: 'MM/AAAA' }, /^date : .*la date n’y est pas entière/],
    [{ date: 'JJ/MM/AAAA HH:MM' }, /^date : .*sans heure/],
    [{ heure: 'HH' }, /^heure : .*l’heure n’y est pas entière/],
    [{ heure: 'HH:MM JJ/MM/AA' }, /^heure : .*sans date/],
    [{ date: 'JJ/JJ/MM/AAAA' }, /^date : .*deux fois la même chose/],
    [{ date: '' }, /^date : « {2}» ne dit rien/],
    [{ colonnes: [] }, /^colonnes : donnez de 1 à 80 colonnes/],
    [
      { colonnes: ['duree', 'arrivee'] },
      /^colonnes\.2 : « arrivee » n’est pas un champ de ce fichier : id_millesime, .*, decalage_fin$/,
    ],
    [{ colonnes: ['toString'] }, /^colonnes\.1 : « toString »/],
    [{ colonnes: ['duree', 3] }, /^colonnes\.2 : une colonne s’écrit/],
    [{ colonnes: ['debut = A', 'fin = A'] }, /^colonnes : la colonne « A » est donnée deux fois/],
    [{ colonnes: ['debut | AAAAMMJJ', 'debut | HHMM'] }, /^colonnes : la colonne « debut » est donnée deux fois/],
    [{ colonnes: ['debut = a;b'] }, /^colonnes\.1 : le nom « a;b »/],
    [{ colonnes: ['debut = N° | AAAA'] }, /^colonnes\.1 : « AAAA » : la date n’y est pas entière/],
    [{ colonnes: ['id_millesime | AAAA'] }, /^colonnes\.1 : ce champ n’a qu’une façon/],
    [{ colonnes: ['duree | JJ'] }, /^colonnes\.1 : « JJ » : une durée s’écrit/],
    [
      { encodage: 'ASCII', colonnes: ['debut = N°'] },
      /^colonnes\.1 : le nom « N° » a un caractère \(°\) que ASCII n’a pas/,
    ],
    [{ colonnes: ['debut | | 16'] }, /^colonnes\.1 : une largeur ne sert qu’en LARGEUR_FIXE/],
    [{ rangement: 'LARGEUR_FIXE' }, /^colonnes : en LARGEUR_FIXE, chaque colonne dit sa largeur/],
    [{ rangement: 'LARGEUR_FIXE', separateur: ';', colonnes: ['duree | | 5'] }, /^separateur : en largeur fixe/],
    [
      { rangement: 'LARGEUR_FIXE', colonnes: ['debut | | 15'] },
      /^colonnes\.1 : la largeur 15 est trop courte : .* 16$/,
    ],
    [
      { rangement: 'LARGEUR_FIXE', colonnes: ['duree | | 4'] },
      /^colonnes\.1 : la largeur 4 est trop courte pour le nom/,
    ],
    [{ rangement: 'LARGEUR_FIXE', entete: 'AUCUN', colonnes: ['debut | | 016'] }, /^colonnes\.1 : des zéros/],
    [{ rangement: 'LARGEUR_FIXE', colonnes: ['debut | | large'] }, /^colonnes\.1 : « large » n’est pas une largeur/],
    [[], /objet/],
  ])('%j is refused at its place', (d, raison) => {
    expect(fautes(d)).toMatch(raison);
  });

  it('says all that is wrong at once', () => {
    expect(fautes({ separateur: ',', date: 'JJ', colonnes: ['rien', 'debut | YY'] }).split(' ; ')).toHaveLength(4);
  });
});

describe('layouts that are written', () => {
  it('[CL-3] separator, decimal sign, date, hour, names, line end, neither header nor trailer', () => {
    const colonnes = [
      'id_millesime = ID',
      'debut = JOUR | AAAAMMJJ',
      'debut = H | HHhMM',
      'fin',
      'duree = HEURES | HEURES',
    ];
    const d = { separateur: ',', decimale: '.', date: 'AAAA-MM-JJ', heure: 'HH:MM:SS', finDeLigne: 'LF', colonnes };
    expect(ecrire(d)).toBe('ID,JOUR,H,fin,HEURES\nM1,20261001,08h02,2026-10-01 09:32:00,1.5\n#FIN,1\n');
    expect(ecrire({ ...d, entete: 'AUCUN', fin: 'AUCUNE' })).toBe('M1,20261001,08h02,2026-10-01 09:32:00,1.5\n');
  });

  it('[CL-3] fixed width: to the left, numbers to the right, zeros before them', () => {
    const d = {
      rangement: 'LARGEUR_FIXE',
      entete: 'AUCUN',
      colonnes: [
        'id_millesime | | 5',
        'duree | | 6',
        'duree = D | | 06',
        'debut | AAAAMMJJHHMM | 12',
        'code_prestation | | 4D',
      ],
    };
    expect(ecrire(d)).toBe('M1       90000090202610010802  AD\r\n#FIN000000001\r\n');
  });

  it('[CL-3] what it cannot write refuses the file, and names the row: nothing is cut short nor replaced', () => {
    expect(ecrire({ encodage: 'ASCII' }, LIGNE, { ...LIGNE, motif_correction: 'Congés' })).toBe(
      'ligne 2, motif_correction : le caractère « é » ne s’écrit pas en ASCII',
    );
    const fixe = { rangement: 'LARGEUR_FIXE', entete: 'AUCUN', colonnes: ['duree | | 2', 'motif_correction | | 9'] };
    expect(ecrire(fixe, LIGNE, { ...LIGNE, duree: 120 })).toBe('ligne 2, duree : 3 caractères, pour une largeur de 2');
    expect(ecrire(fixe, { ...LIGNE, motif_correction: 'a\nb' })).toMatch(
      /^ligne 1, motif_correction : une fin de ligne/,
    );
    expect(ecrire({ encodage: 'WINDOWS-1252' }, { ...LIGNE, motif_correction: 'Congé' })).toContain('Congé');
  });

  it('a file that is cut, or is not of the layout, is not read', () => {
    const d = lireDisposition(SERVICE_FAIT, { separateur: '\t' });
    if (!d.ok) throw new Error('layout');
    const lire = (t: string) => relire(SERVICE_FAIT, d.valeur, new TextEncoder().encode(t));
    const bon = ecrire({ separateur: '\t' });
    expect(lire(bon).ok).toBe(true);
    expect(lire(bon.replace('#FIN\t1\r\n', ''))).toMatchObject({ ok: false, raison: expect.stringContaining('#FIN') });
    const enTrop = lire(bon.replace('#FIN\t1', '#FIN\t2'));
    expect(enTrop).toMatchObject({ raison: 'la dernière ligne « #FIN » manque, ou n’annonce pas 1\u00a0ligne' });
    expect(lire(bon.replace('\t90\t', '\tx\t'))).toMatchObject({ ok: false, ligne: 1, colonne: 'duree' });
    expect(lire(bon.replace('duree', 'durée'))).toMatchObject({ ok: false, colonne: 'durée' });
    expect(lire(bon.replace('01/10/2026 08:02', '2026'))).toMatchObject({ ok: false, colonne: 'debut' });
  });
});
