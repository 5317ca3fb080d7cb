import { estTypeDocument, ligneDuType } from '#shared/documents/registre';
import { antenneDeBase } from '#shared/domain/antenne/bases';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateEntiere } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { horlogeSysteme } from '../../../ports/horloge';
import { avecMagasin, type ContexteCli, type DeriveFaux, lireMois, option, rendre } from '../../../socle/cli/contexte';
import { joursDuMois, joursOuverts } from './jours-ouverts';

const direOu = (base: string): string => {
  const antenne = antenneDeBase(base);
  return antenne ? libelleAntenne(antenne) : 'Service central';
};

const libelle = (type: string): string => (estTypeDocument(type) ? ligneDuType(type).un : type);

/** One line for each antenna, day and kind of document. */
const enLignes = (faux: readonly DeriveFaux[], repare: boolean): string[] => {
  if (faux.length === 0) return ['Rien ne diffère : tout ce qui est dérivé est ce qu’il doit être.'];
  const comptes = new Map<string, number>();
  for (const { base, jour, type } of faux) {
    const ou = `${direOu(base)}${jour === undefined ? '' : `, ${dateEntiere(jour)}`} : ${libelle(type)}`;
    comptes.set(ou, (comptes.get(ou) ?? 0) + 1);
  }
  return [
    ...[...comptes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ou, n]) => `${ou} × ${n}`),
    repare
      ? `${pluriel(faux.length, 'document corrigé', 'documents corrigés')}.`
      : `${pluriel(faux.length, 'document diffère', 'documents diffèrent')} : relancez avec --reparer pour les corriger.`,
  ];
};

/** Nothing differs, or it was put right: 0; something differs: 2. */
export const executer = async (c: ContexteCli): Promise<number> => {
  const mois = option(c, 'mois');
  const voulu = mois === undefined ? undefined : lireMois(mois);
  const reparer = c.options.reparer === true;
  return avecMagasin(c, async (m) => {
    const jours = voulu === undefined ? await joursOuverts(m, horlogeSysteme()) : joursDuMois(voulu);
    const r = await c.revoirDerives(m, jours, reparer);
    const code = rendre(c, r.ok ? { ok: true, valeur: { documents: [...r.valeur], reparer } } : r, (v) =>
      enLignes(v.documents, v.reparer),
    );
    return r.ok && r.valeur.length > 0 && !reparer ? 2 : code;
  });
};
