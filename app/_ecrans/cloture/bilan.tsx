import { Title } from '@mantine/core';
import Link from 'next/link';
import { aReglerEnMots, type BilanCloture } from '#shared/contrats/cloture/bilan-cloture';
import { dateEntiere, duree } from '#shared/mots/dates';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';
import type { Mois } from '#shared/temps/types';
import { useMaintenant } from '../../_donnees/lecture/hooks';
import { lienDe, lienUsager } from '../../_ui/adresses/cloture';
import { adresseVisite } from '../../_ui/adresses/fiches';
import { quand } from '../../_ui/mots/quand';
import { Financeurs } from './financeurs';
import { partirDeLaCloture } from './retour';

type Compte = BilanCloture['comptes'][number];

/** Those of a list that are counted and not named. */
const Autres = ({ nommes, enTout, quoi }: { nommes: number; enTout: number; quoi: string }) =>
  enTout > nommes ? (
    <li className="cloture__note">et {pluriel(enTout - nommes, `autre ${quoi}`, `autres ${quoi}s`)}</li>
  ) : null;

const Usagers = ({
  compte,
  usagers,
  mois,
}: {
  compte: Compte;
  usagers: NonNullable<Compte['usagers']>;
  mois: Mois;
}) => {
  const enTout = compte.usagersEnTout ?? usagers.length;
  return (
    <details>
      <summary>
        {aReglerEnMots(compte.quoi, compte.nombre)}, {pluriel(enTout, 'usager')}
      </summary>
      <ul className="cloture__usagers">
        {usagers.map((u) => (
          <li key={u.id}>
            <Link href={lienUsager(u.id, mois)} prefetch={false} onClick={partirDeLaCloture}>
              {u.nom}
            </Link>{' '}
            <span className="cloture__note">{duree(u.minutes)}</span>
          </li>
        ))}
        <Autres nommes={usagers.length} enTout={enTout} quoi="usager" />
      </ul>
    </details>
  );
};

const ARegler = ({ compte, mois }: { compte: Compte; mois: Mois }) => {
  const lien = lienDe(compte.quoi, mois);
  return (
    <tr>
      <td className="nombre">{nombreEntier(compte.nombre)}</td>
      <td>
        {compte.usagers ? (
          <Usagers compte={compte} usagers={compte.usagers} mois={mois} />
        ) : lien ? (
          <Link href={lien} prefetch={false} onClick={partirDeLaCloture}>
            {aReglerEnMots(compte.quoi, compte.nombre)}
          </Link>
        ) : (
          aReglerEnMots(compte.quoi, compte.nombre)
        )}
      </td>
    </tr>
  );
};

/** [CL-4] Of months closed before: nothing else speaks of them any more. */
const AVoir = ({ visites, enTout }: { visites: NonNullable<BilanCloture['aVoir']>; enTout: number }) => (
  <section aria-labelledby="a-voir">
    <Title order={3} id="a-voir">
      Des mois déjà clos
    </Title>
    <p className="cloture__note">
      Ce qui est venu depuis leur clôture laisse{' '}
      {pluriel(enTout, 'visite que personne ne paie', 'visites que personne ne paie')} encore. Réglez-
      {enTout > 1 ? 'les : elles partiront' : 'la : elle partira'} avec une clôture, dans les fichiers complémentaires.
    </p>
    <ul className="cloture__usagers">
      {visites.map((v) => (
        <li key={`${v.date} ${v.id}`}>
          <Link href={adresseVisite(v)} prefetch={false} onClick={partirDeLaCloture}>
            {dateEntiere(v.date)}, {v.usager.nom}
          </Link>{' '}
          <span className="cloture__note">{minuscule(aReglerEnMots(v.quoi, 1))}</span>
        </li>
      ))}
      <Autres nommes={visites.length} enTout={enTout} quoi="visite" />
    </ul>
  </section>
);

const Postes = ({ postes }: { postes: BilanCloture['postes'] }) => {
  const maintenant = useMaintenant();
  return (
    <div className="cloture__postes" role="note">
      <b>
        {postes.length > 1
          ? 'Ces postes ont peut-être des saisies que le serveur n’a pas.'
          : 'Ce poste a peut-être des saisies que le serveur n’a pas.'}
      </b>{' '}
      Faites-les se connecter avant de clore : ce qui arriverait après partirait avec la clôture suivante.
      <ul>
        {postes.map((p) => (
          <li key={`${p.poste} ${p.nom}`}>
            {p.nom} ({p.poste}) : dernier contact {quand(p.vuLe, maintenant)}
            {p.attente > 0 ? `, ${pluriel(p.attente, 'saisie')} à envoyer` : ', rien ne restait à envoyer'}
          </li>
        ))}
      </ul>
    </div>
  );
};

/** [CL-1] What is still to be settled, each with the way to it; and what closing now would freeze. */
export const Bilan = ({ bilan: b }: { bilan: BilanCloture }) => (
  <>
    {b.postes.length > 0 ? <Postes postes={b.postes} /> : null}
    <div className="cloture__deux">
      <section aria-labelledby="a-regler">
        <Title order={2} id="a-regler">
          À régler
        </Title>
        {b.comptes.length === 0 ? (
          <p className="cloture__note">Rien : toutes les visites du mois ont leurs deux heures et leur financeur.</p>
        ) : (
          <table className="compte__table cloture__regler">
            <caption className="invisible">Ce qui reste à régler</caption>
            <tbody>
              {b.comptes.map((c) => (
                <ARegler key={c.quoi} compte={c} mois={b.mois} />
              ))}
            </tbody>
          </table>
        )}
        {b.aVoir ? <AVoir visites={b.aVoir} enTout={b.aVoirEnTout ?? b.aVoir.length} /> : null}
      </section>
      <section aria-labelledby="provisoires">
        <Title order={2} id="provisoires">
          Chiffres provisoires
        </Title>
        <Financeurs chiffres={b} legende="Chiffres provisoires par financeur" />
        {b.complements.visites + b.complements.lignes > 0 ? (
          <p className="cloture__note">
            Des mois déjà clos, {pluriel(b.complements.visites, 'visite rectifiée', 'visites rectifiées')} et{' '}
            {pluriel(b.complements.lignes, 'ligne de ventilation', 'lignes de ventilation')} partiraient dans les
            fichiers complémentaires.
          </p>
        ) : null}
        {b.tenues ? (
          <p className="cloture__note">
            Hors de ces chiffres, {pluriel(b.tenues, 'visite venue', 'visites venues')} d’une autre antenne : ses
            fichiers
            {b.tenues > 1 ? ' les' : ' la'} portent déjà. Elle rectifie à sa prochaine clôture ; votre clôture d’après{' '}
            {b.tenues > 1 ? 'les' : 'la'} comptera.
          </p>
        ) : null}
      </section>
    </div>
  </>
);
