import { dateCourte, insecable } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { GENRES_LOT, genreDe, repartir } from '../lot/lot';

/** A month may be chosen whole. */
const NOMMEES = 30;

type Props = {
  lignes: readonly Ligne[];
  /** Why the lot before left some of them. */
  raisons?: ReadonlyMap<string, string> | undefined;
};

const Noms = ({ lignes, raisons }: Props) => (
  <ul className="puces">
    {lignes.slice(0, NOMMEES).map((l) => {
      const genre = genreDe(l);
      const raison = typeof genre === 'string' ? raisons?.get(l.id) : genre.refus;
      return (
        <li key={l.id}>
          <b>{l.usager}</b>, {dateCourte(l.date)}
          {raison === undefined ? '' : <> : {insecable(raison)}</>}
        </li>
      );
    })}
    {lignes.length > NOMMEES ? <li>et {pluriel(lignes.length - NOMMEES, 'autre')}</li> : null}
  </ul>
);

/** The visits chosen together, by what each lacks: that is why they are not all corrected by one motif. */
export const CeQuiManque = ({ lignes, raisons }: Props) => {
  const groupes = repartir(lignes);
  const autres = lignes.filter((l) => typeof genreDe(l) !== 'string');
  return (
    <div className="lot__manque">
      {groupes.map(({ genre, lignes: siennes }) => (
        <section key={genre}>
          <b>
            {siennes.length} {GENRES_LOT[genre].mot}
          </b>{' '}
          : {GENRES_LOT[genre].manque}
          <Noms lignes={siennes} raisons={raisons} />
        </section>
      ))}
      {autres.length > 0 ? (
        <section>
          <b>{pluriel(autres.length, 'visite')}</b> à ouvrir une à une
          <Noms lignes={autres} />
        </section>
      ) : null}
    </div>
  );
};
