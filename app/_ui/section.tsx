import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** One block of the usager's page: each is a file of its own, and knows only the usager. */
export const Section = ({
  titre,
  large = false,
  children,
}: {
  titre: string;
  large?: boolean;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className={large ? 'usager__section usager__section--large' : 'usager__section'} aria-labelledby={id}>
      <Title order={2} id={id}>
        {titre}
      </Title>
      {children}
    </section>
  );
};
