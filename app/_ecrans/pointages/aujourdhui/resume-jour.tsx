import type { Ligne } from '../../../_donnees/depot/lignes';
import { useDepot, useSync } from '../../../_donnees/lecture/hooks';
import { type Part, resumer } from './resume';

/** What there is may still come: nothing is counted yet. */
export const useEnLecture = (): boolean => {
  const sync = useSync();
  const { pret } = useDepot();
  return !pret || sync.lecture !== undefined || sync.liaison === 'CONNEXION';
};

/** A counter without its number: what it counts stays the same as visits come and go. */
export const genreDe = (p: Part): string => p.nom.replace(/^\d+[\s\u00a0]/, '').replace(/s\b/g, '');

type Props = {
  lignes: readonly Ligne[];
  /** The counter that is pressed, by its kind. */
  vise: string | undefined;
  viser: (genre: string | undefined) => void;
};

/** Where the antenna stands, in one line, then its counters: each shows, pressed, the visits that it counts. */
export const ResumeJour = ({ lignes, vise, viser }: Props) => {
  const { aFaire, reste, phrase } = resumer(lignes);
  const enLecture = useEnLecture();
  if (lignes.length === 0 && enLecture) return <p className="resume" role="status" />;
  return (
    <div className="resume">
      <span className="resume__phrase" role="status">
        {phrase}
      </span>
      {[...aFaire, ...reste].map((p) => {
        const genre = genreDe(p);
        return (
          <button
            key={genre}
            type="button"
            className={`resume__part statut--${p.ton}`}
            aria-pressed={genre === vise}
            title={genre === vise ? 'Montrer toutes les visites' : 'Ne montrer que celles-ci'}
            onClick={() => viser(genre === vise ? undefined : genre)}
          >
            {p.nom}
          </button>
        );
      })}
    </div>
  );
};
