import type { Ligne } from '../../_donnees/depot/lignes';
import type { StatutAffiche } from '../../_donnees/depot/statut-affiche';
import { EnAttente } from './en-attente';
import { Icone } from './icones';
import { motStatut, STATUTS } from './statuts';

type Props = {
  statut: StatutAffiche;
  /** Why no punch is expected. */
  dispense?: string | undefined;
};

/** Word, icon and colour. */
export const BadgeStatut = ({ statut, dispense }: Props) => {
  const { icone, ton } = STATUTS[statut];
  return (
    <span className={`statut statut--${ton}`}>
      <Icone nom={icone} taille={14} />
      {motStatut(statut, dispense)}
    </span>
  );
};

/** A correction that the server has refused, and that no other has replaced. `court`: the mark alone is seen. */
const Refusee = ({ raison, court }: { raison: string; court: boolean }) => (
  <span className="statut statut--refus" title={`Correction refusée. ${raison}`}>
    <Icone nom="barre" taille={14} />
    <span className={court ? 'invisible' : undefined}>Correction refusée</span>
  </span>
);

type DeLigne = { ligne: Pick<Ligne, 'statut' | 'dispense' | 'enAttente' | 'refus'>; court?: boolean };

/** The status of a visit, and beside it what has become of the last thing typed here: dotted where it waits to be sent, red where it was refused. */
export const BadgeLigne = ({ ligne: l, court = false }: DeLigne) => (
  <span className="statuts">
    <BadgeStatut statut={l.statut} dispense={l.dispense} />
    {l.enAttente ? <EnAttente court={court} /> : null}
    {l.refus === undefined ? null : <Refusee raison={l.refus} court={court} />}
  </span>
);
