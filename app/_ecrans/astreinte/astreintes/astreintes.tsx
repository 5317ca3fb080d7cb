'use client';

import { Alert, Button, Group, Loader, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { AstreintesLues, TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direAntennes, grouperTrous } from '#shared/domain/veille/garde';
import { direAvance, direHeures, direJours } from '#shared/domain/veille/mots';
import { aLeDroit, quiALeDroit } from '#shared/droits/droits';
import { dateBreve, plageEnMots } from '#shared/mots/dates';
import { telephone } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { lireAstreintes, retirerTour } from '../../../_donnees/lecture/astreintes';
import { useAujourdhui, useMaintenant, useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { SansReseau } from '../../../_ui/sans-reseau';
import '../../../_ui/styles/compte.css';
import '../../../_ui/styles/administration.css';
import { DeGarde } from './de-garde';
import { NouveauTour } from './nouveau-tour';
import './astreintes.css';

const direDates = ({ du, au }: TourAstreinte, aujourdhui: DateCivile): string =>
  au === undefined
    ? `à partir du ${dateBreve(du, aujourdhui)}`
    : `${dateBreve(du, aujourdhui)} – ${dateBreve(au, aujourdhui)}`;

const Trous = ({ trous, jours }: Pick<AstreintesLues, 'trous' | 'jours'>) =>
  trous.length === 0 ? (
    <p className="admin__note">
      Pour les {direAvance(jours)} qui viennent, quelqu’un est d’astreinte à chaque heure de veille.
    </p>
  ) : (
    <Alert color="orange" variant="light" p="sm" role="status">
      <b>Des heures sans personne</b>
      <ul className="astreintes__trous">
        {grouperTrous(trous).map((t) => (
          <li key={`${t.debut} ${t.fin}`}>
            {plageEnMots(t.debut, t.fin)} : {direAntennes(t.antennes)}
          </li>
        ))}
      </ul>
    </Alert>
  );

const Tours = ({ tours, relire }: { tours: readonly TourAstreinte[]; relire: () => void }) => {
  const aujourdhui = useAujourdhui();
  const { refus, enCours, faire } = useAction();
  /** Asked once more: nothing gives it back but to type it again. */
  const [aRetirer, setARetirer] = useState<string>();
  if (tours.length === 0)
    return (
      <p className="admin__note">
        Aucun tour : le soir et le week-end, personne n’est prévenu. Donnez-en un ci-dessous.
      </p>
    );
  return (
    <>
      <ErreurFormulaire message={refus?.message} />
      <div className="admin__table">
        <table className="compte__table" aria-label="Tours d’astreinte">
          <thead>
            <tr>
              <th scope="col">Rang</th>
              <th scope="col">Qui</th>
              <th scope="col">Portable</th>
              <th scope="col">Courriel</th>
              <th scope="col">Antenne</th>
              <th scope="col">Jours</th>
              <th scope="col">Heures</th>
              <th scope="col">Dates</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {[...tours]
              .sort((a, b) => a.rang - b.rang || (a.du < b.du ? -1 : 1))
              .map((t) => (
                <tr key={t._id}>
                  <td>{t.rang}</td>
                  <th scope="row">{t.nom}</th>
                  <td className="astreintes__numero">{telephone(t.mobile)}</td>
                  <td>{t.courriel ?? '—'}</td>
                  <td>{t.antenne ? libelleAntenne(t.antenne) : 'Toutes'}</td>
                  <td>{direJours(t.jours)}</td>
                  <td className="astreintes__numero">{direHeures(t)}</td>
                  <td>{direDates(t, aujourdhui)}</td>
                  <td className="geste">
                    {aRetirer === t._id ? (
                      <Group gap={4} wrap="nowrap">
                        <Button
                          size="compact-xs"
                          color="red"
                          loading={enCours}
                          ref={(b) => b?.focus()}
                          aria-label={`Retirer ${t.nom}, rang ${t.rang}, de la liste`}
                          onClick={() => void faire(() => retirerTour(t._id.slice('tour-astreinte:'.length)), relire)}
                        >
                          Retirer de la liste
                        </Button>
                        <Button size="compact-xs" variant="default" onClick={() => setARetirer(undefined)}>
                          Garder
                        </Button>
                      </Group>
                    ) : (
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={enCours}
                        aria-label={`Retirer ${t.nom}, rang ${t.rang}`}
                        onClick={() => setARetirer(t._id)}
                      >
                        Retirer
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
};

/** [AL-7] Who is told of a visit that nobody does, out of opening hours: the list, its holes to come, a turn more. */
export const Astreintes = () => {
  const permis = aLeDroit(useSession(), 'tenirAstreintes');
  const maintenant = useMaintenant();
  const { valeur, echec, code, relire } = useLecture(permis ? ['astreintes'] : undefined, lireAstreintes);
  return (
    <section className="ecran__liste compte astreintes" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Astreintes
        </Title>
      </div>
      {permis ? null : (
        <Text>
          Votre rôle ne donne pas accès à cette page. Elle est à qui en a le droit : {quiALeDroit('tenirAstreintes')}.
        </Text>
      )}
      <SansReseau echec={echec} code={code} />
      {valeur ? (
        <div className="admin">
          <p className="admin__note">
            Hors des heures d’ouverture de l’antenne, une visite non commencée ou un départ en retard est dit par SMS à
            la première personne d’astreinte, puis à la suivante tant que personne ne s’en charge.
            {valeur.sms ? '' : ' L’envoi de SMS n’est pas réglé : elles sont prévenues par courriel seulement.'}
          </p>
          {valeur.tours.length > 0 ? (
            <>
              <Title order={2}>D’astreinte maintenant</Title>
              <DeGarde tours={valeur.tours} maintenant={maintenant} />
            </>
          ) : null}
          {valeur.tours.length > 0 ? <Trous trous={valeur.trous} jours={valeur.jours} /> : null}
          <Tours tours={valeur.tours} relire={relire} />
          <NouveauTour relire={relire} />
        </div>
      ) : echec || !permis ? null : (
        <Loader size="sm" aria-label="Lecture des astreintes" />
      )}
    </section>
  );
};
