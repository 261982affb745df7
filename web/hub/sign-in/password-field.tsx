import { TextField } from '../../ui/text-field.tsx';

interface PasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** A new password, with its rule before anything is typed. */
export function PasswordField({ value, onChange, error }: PasswordFieldProps) {
  return (
    <TextField
      label="New password"
      hint="12 to 128 characters that are hard to guess, without your name."
      type="password"
      name="new-password"
      autoComplete="new-password"
      isRequired
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
