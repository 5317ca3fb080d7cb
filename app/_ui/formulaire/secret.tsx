'use client';

import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useId } from 'react';

/** A password or a code. `quoi`: what its button shows or hides. Mantine ties neither its error nor its description to the field. */
export const Secret = ({ quoi = 'le mot de passe', ...props }: PasswordInputProps & { quoi?: string }) => {
  const id = useId();
  const dits = [...(props.description ? [`${id}-description`] : []), ...(props.error ? [`${id}-error`] : [])];
  return (
    <PasswordInput
      autoComplete="current-password"
      {...props}
      id={id}
      aria-invalid={props.error ? true : undefined}
      aria-describedby={dits.length > 0 ? dits.join(' ') : undefined}
      visibilityToggleButtonProps={{ 'aria-label': `Montrer ou cacher ${quoi}` }}
    />
  );
};
