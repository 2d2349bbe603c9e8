import { Link, type LinkProps } from 'react-router'
import { type ButtonKind, type ButtonSize, buttonStyle } from './button-style.ts'

type Props = LinkProps & { readonly kind?: ButtonKind; readonly size?: ButtonSize }

/** A link that looks like a button. */
export const LinkButton = ({ kind, size, className, ...rest }: Props) => <Link {...rest} className={buttonStyle(kind, size, className)} />
