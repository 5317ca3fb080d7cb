import Link from 'next/link';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { type Cause, REMEDES, SEUILS } from '#shared/pilotage/causes';
import type { DetailPilotage } from '#shared/pilotage/contrat';
import type { useAdresse } from './adresse';

type CauseNommee = NonNullable<DetailPilotage['personnes']>['causes'][number];

const GENRES: Record<Cause['genre'], { titre: string; chez: (n: number) => string }> = {
  AIDE: { titre: 'Aide', chez: (n) => `chez ${pluriel(n, 'usager')}` },
  USAGER: { titre: 'Usager', chez: (n) => `par ${pluriel(n, 'aide')}` },
  TELEPHONE: { titre: 'Téléphone', chez: (n) => `par ${pluriel(n, 'aide')}` },
};

/** « 5 sans départ, 2 sans aucun appel ». */
const cotes = (c: Cause): string =>
  [
    c.sansArrivee > 0 ? `${c.sansArrivee} sans arrivée` : '',
    c.sansDepart > 0 ? `${c.sansDepart} sans départ` : '',
    c.sansRien > 0 ? `${c.sansRien} sans aucun appel` : '',
  ]
    .filter((x) => x !== '')
    .join(', ');

const Qui = ({ c, lien }: { c: CauseNommee; lien: ReturnType<typeof useAdresse>['lien'] }) => {
  if (c.genre === 'TELEPHONE')
    return (
      <>
        {telephone(c.id)}
        {c.usagerId === undefined ? null : (
          <span className="pilotage__sur">
            chez{' '}
            <Link href={lien({ choix: { de: 'usager', id: c.usagerId } })} prefetch={false}>
              {c.nom}
            </Link>
          </span>
        )}
      </>
    );
  return (
    <Link href={lien({ choix: { de: c.genre === 'AIDE' ? 'aide' : 'usager', id: c.id } })} prefetch={false}>
      {c.nom}
    </Link>
  );
};

/** Who and what omits again and again, and what would help: one gesture a line. */
export const Causes = ({
  causes,
  lien,
}: {
  causes: readonly CauseNommee[];
  lien: ReturnType<typeof useAdresse>['lien'];
}) => (
  <>
    <p className="pilotage__note">
      Au moins {SEUILS.omissions} oublis dans le mois et {SEUILS.pourcent}&nbsp;% des visites. Un oubli : un appel
      incomplet, une visite jamais pointée, ou créée sans pointage.
    </p>
    {causes.length === 0 ? (
      <p>Personne, et aucun téléphone, ne répète d’oublis ce mois-là.</p>
    ) : (
      <div className="pilotage__cadre">
        <table className="pilotage__table pilotage__causes">
          <caption className="invisible">Aides, usagers et téléphones qui répètent des oublis</caption>
          <thead>
            <tr>
              <th scope="col">Qui</th>
              <th scope="col">Genre</th>
              <th scope="col" className="num">
                Oublis
              </th>
              <th scope="col">Lesquels</th>
              <th scope="col">Ce qui aiderait</th>
            </tr>
          </thead>
          <tbody>
            {causes.map((c) => (
              <tr key={`${c.genre}${c.id}`}>
                <th scope="row">
                  <Qui c={c} lien={lien} />
                </th>
                <td className="discret">{GENRES[c.genre].titre}</td>
                <td className="num">
                  <strong>{c.omissions}</strong>
                  <span className="pilotage__sur">sur {pluriel(c.visites, 'visite')}</span>
                </td>
                <td>
                  {cotes(c) || 'numéro inconnu de l’usager'}
                  <span className="pilotage__sur">{GENRES[c.genre].chez(c.autres)}</span>
                </td>
                <td className="pilotage__remede">
                  <strong>{REMEDES[c.remede].libelle}</strong>
                  <span className="pilotage__sur">{REMEDES[c.remede].phrase}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </>
);
