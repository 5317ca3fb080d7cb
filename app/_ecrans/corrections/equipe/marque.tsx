import { initiales, nomCourt } from '../../../_donnees/depot/auteurs';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { Icone } from '../../../_ui/mots/icones';
import './equipe.css';

/** Beside a name in a list: someone has it, something was written about it; nothing where neither is. */
export const MarqueEquipe = ({ ligne: l, moi }: { ligne: Pick<Ligne, 'prise' | 'notes'>; moi: string }) => {
  if (!l.prise && l.notes.length === 0) return null;
  const aMoi = l.prise?.qui === moi;
  const texte = l.notes.map((n) => n.texte).join(' · ');
  return (
    <span className="equipe__marques">
      {texte ? (
        <span className="equipe__note" title={texte}>
          <Icone nom="bulle" taille={14} />
          <span className="invisible"> Note : {texte}</span>
        </span>
      ) : null}
      {l.prise ? (
        <span className="equipe__prise" data-moi={aMoi} title={aMoi ? 'Prise par moi' : `Prise par ${l.prise.nom}`}>
          <span className="invisible"> Prise par </span>
          {aMoi ? (
            'moi'
          ) : (
            <>
              <span className="equipe__court" aria-hidden="true">
                {initiales(l.prise.nom)}
              </span>
              <span className="equipe__long">{nomCourt(l.prise.nom)}</span>
            </>
          )}
        </span>
      ) : null}
    </span>
  );
};
