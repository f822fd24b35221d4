// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommitmentLib} from "../../src/libraries/CommitmentLib.sol";
import {Test} from "../support/Test.sol";

contract CommitmentLibTest is Test {
    function testFuzz_commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) public pure {
        bytes memory words = bytes.concat(task, bytes32(uint256(seat)), output, salt);
        assertEq(CommitmentLib.commitmentOf(task, seat, output, salt), keccak256(words), "commitment");
    }

    /// @dev Whatever differs, the commitment does: one vote cannot pass for another.
    function testFuzz_commitmentOf_bindsEachPart(bytes32[4] memory a, bytes32[4] memory b) public pure {
        a[1] = bytes32(uint256(a[1]) % 65_536);
        b[1] = bytes32(uint256(b[1]) % 65_536);
        bool same = keccak256(abi.encode(a)) == keccak256(abi.encode(b));
        assertEq(commitmentOf(a) == commitmentOf(b), same, "equal");
        for (uint256 part; part < 4; ++part) {
            bytes32[4] memory other = [a[0], a[1], a[2], a[3]];
            other[part] = b[part];
            if (a[part] != b[part]) assertNotEq(commitmentOf(other), commitmentOf(a), "bound");
        }
    }

    function commitmentOf(bytes32[4] memory parts) private pure returns (bytes32) {
        return CommitmentLib.commitmentOf(parts[0], uint16(uint256(parts[1])), parts[2], parts[3]);
    }
}
