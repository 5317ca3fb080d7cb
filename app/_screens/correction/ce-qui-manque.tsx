import type { Ligne } from '../../_data/lignes';
import { dateCourte, insecable, pluriel } from '../../_ui/formats';
import { GENRES_LOT, genreDe, repartir } from './lot';

/** A month may be chosen whole. */
const NOMMEES = 30;

const Noms = ({ lignes }: { lignes: readonly Ligne[] }) => (
  <ul className="puces">
    {lignes.slice(0, NOMMEES).map((l) => {
      const genre = genreDe(l);
      return (
        <li key={l.id}>
          <b>{l.usager}</b>, {dateCourte(l.date)}
          {typeof genre === 'string' ? '' : <> : {insecable(genre.refus)}</>}
        </li>
      );
    })}
    {lignes.length > NOMMEES ? <li>et {pluriel(lignes.length - NOMMEES, 'autre')}</li> : null}
  </ul>
);

/** The visits chosen together, by what each lacks: that is why they are not all corrected by one motif. */
export const CeQuiManque = ({ lignes }: { lignes: readonly Ligne[] }) => {
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
          <Noms lignes={siennes} />
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
