import { celluleDe, ecrireTableau, lireTableau } from '../../bench/appuis/tableau';
import type { Fichier } from './diviser';

/** The same files, save one arrival of the middle of the month, a minute off: what the trial must find. */
export const fausser = (fichiers: readonly Fichier[]): { fichiers: Fichier[]; quoi: string } => {
  let quoi = '';
  const faux = fichiers.map((f) => {
    if (!f.nom.startsWith('POINTAGES')) return f;
    const { entete, lignes } = lireTableau(f.contenu);
    const [instant, sens, usager] = ['instant', 'sens', 'id_millesime'].map((c) => celluleDe({ entete }, c));
    const i = entete.indexOf('instant');
    const lignesFausses = lignes.map((l) => {
      const quand = /^15\/(\S+ \d\d):(\d)([0-8])(:\d\d)?$/.exec(instant?.(l) ?? '');
      if (quoi !== '' || !quand || sens?.(l) !== 'A' || usager?.(l) === '') return l;
      const [, jour, dizaine, minute, secondes = ''] = quand;
      const change = l.with(i, `15/${jour}:${dizaine}${Number(minute) + 1}${secondes}`);
      quoi = `${f.nom}, ${l.join(';')} devient ${change.join(';')}`;
      return change;
    });
    return { nom: f.nom, contenu: ecrireTableau({ entete, lignes: lignesFausses }) };
  });
  if (quoi === '') throw new Error('aucun pointage à fausser');
  return { fichiers: faux, quoi };
};
