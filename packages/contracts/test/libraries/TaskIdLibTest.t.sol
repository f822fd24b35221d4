// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TaskIdLib} from "../../src/libraries/TaskIdLib.sol";
import {Test} from "../support/Test.sol";

contract TaskIdLibTest is Test {
    struct Order {
        uint64 chainId;
        address consensus;
        address requester;
        uint64 nonce;
        bytes32 model;
        bytes32 prompt;
        uint8 committeeSize;
    }

    function testFuzz_taskId(Order memory order) public {
        vm.assume(order.chainId != 0);
        assertEq(idOf(order), keccak256(abi.encode(order)), "id");
    }

    /// @dev Each part changes the id: no vote for one task means anything for another.
    function testFuzz_taskId_bindsEachPart(Order memory order, Order memory other) public {
        vm.assume(order.chainId != 0 && other.chainId != 0);
        for (uint256 part; part < 7; ++part) {
            bytes32[7] memory words = wordsOf(order);
            bool same = words[part] == wordsOf(other)[part];
            words[part] = wordsOf(other)[part];
            Order memory mixed = abi.decode(abi.encode(words), (Order));
            assertEq(idOf(mixed) == idOf(order), same, "the same id only for the same order");
        }
    }

    function wordsOf(Order memory order) private pure returns (bytes32[7] memory) {
        return abi.decode(abi.encode(order), (bytes32[7]));
    }

    function idOf(Order memory o) private returns (bytes32) {
        vm.chainId(o.chainId);
        return TaskIdLib.taskId(o.consensus, o.requester, o.nonce, o.model, o.prompt, o.committeeSize);
    }
}
