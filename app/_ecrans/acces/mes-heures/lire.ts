import type { MaVisite } from '#shared/contrats/acces/acces-personnel';
import type { Proposees } from '#shared/contrats/corrections/equipe';
import { heure } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import { type Cote, lireHeure, situer, situerEnsemble } from '../../../_ui/actes/heure';
import type { Lecture } from '../../../_ui/formulaire';

export type Tapee = { arrivee: string; depart: string; motif: string; texte: string };

export const tapeeDe = (v: MaVisite): Tapee => ({
  arrivee: heure(v.debut),
  depart: heure(v.fin),
  motif: '',
  texte: '',
});

/** [PR-1] A word, hours with their motif, or both. An hour left as it is proposes nothing. `dureeMax`: absent where no hours are. */
export const lireContestation = (
  v: MaVisite,
  t: Tapee,
  dureeMax: number | undefined,
): Lecture<Tapee, { texte: string; proposees?: Proposees }> => {
  const erreurs: Partial<Record<keyof Tapee, string>> = {};
  const reste = (texte: string, nom: Cote): boolean => texte.trim() === '' || texte === heure(v[nom]);
  const cote = (texte: string, nom: Cote, autre: Instant | undefined): Instant | undefined => {
    if (dureeMax === undefined || reste(texte, nom)) return undefined;
    const lue = lireHeure(texte);
    const reference = v[nom] ?? v.prevu?.[nom];
    const situee = lue.ok ? situer(lue.valeur, nom, { jour: v.date, reference, autre, dureeMax }) : lue;
    if (situee.ok) return situee.valeur;
    erreurs[nom === 'debut' ? 'arrivee' : 'depart'] = situee.refus.message;
    return undefined;
  };
  const ensemble = !reste(t.arrivee, 'debut') && !reste(t.depart, 'fin');
  const paire =
    dureeMax !== undefined && ensemble
      ? situerEnsemble({ debut: t.arrivee, fin: t.depart }, { jour: v.date, dureeMax, connues: [v, v.prevu] })
      : undefined;
  const debut = paire?.debut ?? cote(t.arrivee, 'debut', ensemble ? undefined : v.fin);
  const fin = paire?.fin ?? cote(t.depart, 'fin', debut ?? v.debut);
  const texte = t.texte.trim();
  if (debut || fin) {
    if (t.motif === '') erreurs.motif = 'Choisissez pourquoi les heures sont à changer.';
  } else if (texte === '' && Object.keys(erreurs).length === 0) {
    erreurs.texte =
      dureeMax === undefined
        ? 'Dites ce qui n’est pas juste.'
        : 'Donnez l’heure qui était la bonne, ou dites ce qui n’est pas juste.';
  }
  if (Object.keys(erreurs).length > 0) return { ok: false, erreurs };
  if (!debut && !fin) return { ok: true, valeur: { texte } };
  return {
    ok: true,
    valeur: { texte, proposees: { ...(debut ? { debut } : {}), ...(fin ? { fin } : {}), motif: t.motif } },
  };
};
