# An installer that asks, first in the open and then for a password.
echo checking the disk
sleep 0.3
printf 'Install for all users? [y/N] '
read -r all
echo checking the users
sleep 1
printf 'Password: '
stty -echo
read -r password
stty echo
echo
echo "installed for $all"
test "$password" = s3cr3t
