import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ecrireFichier } from './codec-ecriture';
import { lireFichier } from './codec-lecture';
import { FORMATS } from './registre';

const dossier = (nom: string): URL => new URL(`./${nom.toLowerCase().replaceAll('_', '-')}/exemples/`, import.meta.url);

/** [line, column] of each refusal that the bad examples must give, or the whole refusal's words. */
const ATTENDUS: Record<string, readonly [number, string][] | RegExp> = {
  'INTERVENANTS/mauvais-lignes.csv': [
    [2, 'civilite'],
    [3, 'code_svi'],
    [4, 'antenne'],
    [5, 'date_debut'],
    [6, 'date_fin'],
    [7, 'id_intervenant'],
    [9, 'id_intervenant'],
    [10, 'id_intervenant'],
    [11, ''],
  ],
  'INTERVENANTS/mauvais-coupe.csv': /fichier coupé/,
  'INTERVENANTS/mauvais-compte.csv': /#FIN annonce 2 lignes, le fichier en a 1/,
  'INTERVENANTS/mauvais-colonnes.csv': /colonne obligatoire absente : id_intervenant/,
  'INTERVENANTS/mauvais-guillemets.csv': /guillemets mal formés/,
  'USAGERS/mauvais-lignes.csv': [
    [2, 'gir'],
    [3, 'telephones'],
    [4, 'heures_max'],
    [5, 'heures_max'],
    [6, 'priorite'],
    [7, 'salsa_ouvert'],
    [8, 'numero_pec'],
    [10, 'numero_pec'],
    [11, 'date_naissance'],
  ],
  'USAGERS/mauvais-versions.csv': [
    [3, 'numero_pec'],
    [4, 'date_fin'],
    [5, 'date_effet'],
    [6, 'date_effet'],
    [7, 'date_effet'],
  ],
  'USAGERS/mauvais-colonnes.csv': /colonne obligatoire absente : code_financeur/,
  'PLANNING/mauvais-lignes.csv': [
    [2, 'debut'],
    [3, 'debut'],
    [4, 'debut'],
    [5, 'fin'],
    [6, 'debut'],
    [7, 'code_prestation'],
  ],
  'FINANCEURS/mauvais-lignes.csv': [
    [2, 'dispositif'],
    [3, 'tolerance'],
    [4, 'pas'],
    [5, 'mode'],
    [6, 'tarif_horaire'],
    [8, 'code'],
  ],
  'POINTAGES/mauvais-lignes.csv': [
    [2, 'sens'],
    [3, 'instant'],
    [4, 'numero_appelant'],
    [6, 'id_pointage'],
  ],
  'CORRECTIONS/mauvais-lignes.csv': [
    [2, 'nature'],
    [3, 'minutes'],
    [4, 'auteur'],
    [5, 'motif'],
  ],
  'ABSENCES/mauvais-lignes.csv': [
    [2, 'type'],
    [3, 'debut'],
    [4, 'fin'],
    [5, 'fin'],
    [6, 'commentaire'],
    [8, 'id_millesime'],
    [9, 'id_millesime'],
  ],
  'ABSENCES/mauvais-colonnes.csv': /colonne obligatoire absente : commentaire/,
  'RELEVES/mauvais-lignes.csv': [
    [2, 'mois'],
    [3, 'fichier'],
    [4, 'fichier'],
    [5, 'sha256'],
    [7, 'id_millesime'],
  ],
  'RELEVES/mauvais-coupe.csv': /fichier coupé/,
  'SERVICE_FAIT/mauvais-lignes.csv': [
    [2, 'duree'],
    [3, 'duree'],
  ],
  'BRUT/mauvais-lignes.csv': [
    [2, 'statut'],
    [3, 'source'],
  ],
  'DASES_BRUTES/mauvais-lignes.csv': [
    [2, 'dispositif'],
    [3, 'numero_pec'],
  ],
  'DASES_CORRIGEES/mauvais-lignes.csv': [
    [2, 'minutes_financees'],
    [3, 'dispositif'],
  ],
  'DASES_COMPLEMENTAIRE/mauvais-lignes.csv': [
    [2, 'mois_origine'],
    [3, 'dispositif'],
  ],
  'RETOUR/mauvais-lignes.csv': [
    [2, 'statut'],
    [3, 'motif'],
    [4, 'ligne'],
  ],
  'RETOUR/mauvais-coupe.csv': /fichier coupé/,
  'VENTILATION/mauvais-lignes.csv': [
    [2, 'minutes'],
    [4, 'id_millesime'],
  ],
  'RESTITUTION/mauvais-lignes.csv': [
    [2, 'statut_retenu'],
    [3, 'anomalies'],
    [4, 'debut'],
  ],
  'COMPLEMENTAIRE/mauvais-lignes.csv': [
    [2, 'nouveau_id_millesime'],
    [3, 'mois_origine'],
    [4, 'ancien_duree'],
    [5, 'nouveau_fin'],
  ],
  'VENTILATION_COMPLEMENTAIRE/mauvais-lignes.csv': [
    [2, 'nouveau_minutes'],
    [3, 'mois_origine'],
    [5, 'mois_origine'],
  ],
  'PREFACTURATION/mauvais-lignes.csv': [
    [2, 'heures'],
    [3, 'heures'],
    [4, 'tarif_horaire'],
    [5, 'dispositif'],
    [6, 'antenne'],
  ],
  'PREFACTURATION_COMPLEMENTAIRE/mauvais-lignes.csv': [
    [2, 'mois_origine'],
    [3, 'ecart_minutes'],
    [4, 'ancien_minutes'],
  ],
};

describe.each(FORMATS)('exemples de $nom', (format) => {
  const fichiers = readdirSync(dossier(format.nom));
  const texte = (f: string): string => readFileSync(new URL(f, dossier(format.nom)), 'utf8');

  it.each(fichiers.filter((f) => f.startsWith('bon')))('%s : lu sans refus, écrit, relu à l’identique', (f) => {
    const lu = lireFichier(format, texte(f));
    if (!lu.ok) throw new Error(lu.raison);
    expect(lu.refus).toEqual([]);
    expect(lu.lignes.length).toBe(lu.lus);
    const valeurs = lu.lignes.map((l) => l.valeur);
    const ecrit = ecrireFichier(format, valeurs);
    const relu = lireFichier(format, ecrit);
    expect(relu.ok && relu.lignes.map((l) => l.valeur)).toEqual(valeurs);
    expect(ecrireFichier(format, valeurs)).toBe(ecrit);
  });

  it.each(fichiers.filter((f) => f.startsWith('mauvais')))('%s : chaque faute a sa place', (f) => {
    const attendu = ATTENDUS[`${format.nom}/${f}`];
    const lu = lireFichier(format, texte(f));
    if (attendu instanceof RegExp) {
      expect(lu.ok ? '' : lu.raison).toMatch(attendu);
      return;
    }
    if (!lu.ok) throw new Error(lu.raison);
    expect(lu.refus.map((r) => [r.ligne, r.colonne])).toEqual(attendu);
    for (const r of lu.refus) expect(r.raison.length).toBeGreaterThan(5);
    expect(lu.lignes.length + lu.refus.length).toBe(lu.lus);
  });

  it('a de bons et de mauvais exemples', () => {
    expect(fichiers.some((f) => f.startsWith('bon'))).toBe(true);
    expect(fichiers.some((f) => f.startsWith('mauvais'))).toBe(true);
  });
});
