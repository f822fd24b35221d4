// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An account that takes no ether.
contract Refuser {
    error Refused();

    receive() external payable {
        revert Refused();
    }
}
